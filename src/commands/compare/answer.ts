/** Scenarios side by side: what each owes, in all and by group, and how far it is from the first. */
import type { Context, Names } from "../../contract/command.js";
import { UserError } from "../../contract/errors.js";
import type { Cell, Chart, Column, Report } from "../../contract/report.js";
import type { ScenarioText } from "../../data/shapes/scenario.js";
import type { View } from "../../law/measure.js";
import { effectiveRate, minusUsd, NO_USD, plusUsd, type Usd } from "../../law/units.js";
import type { ScenarioRun } from "../../trade/run-scenario.js";
import { sumsWhere } from "../../trade/tally.js";
import { type GroupedRun, type Grouping, groupRun, smallerGroups } from "../common/groups.js";
import { changesInWords, type Weights, weightsFacts, weightsInWords } from "../common/law-words.js";
import { priceScenario, weighted, weightsOf } from "../scenario/answer.js";
import { type Line, tariffBase, totalLine } from "../scenario/table.js";
import {
  barredNotes,
  besideDuty,
  besideDutyNotes,
  changeNotes,
  lawNotes,
  noteFacts,
  notesOf,
  unknownNotes,
  unlawfulNotes,
} from "../scenario/words.js";

export interface ComparedCase {
  readonly name: string;
  readonly text: ScenarioText;
}

interface CompareAsked {
  readonly by: readonly Grouping[] | undefined;
  /** How many groups, the largest; all if not given. */
  readonly top?: number | undefined;
  readonly view: View;
  /** Whether what is not of the same trade is compared all the same; it is, if not given. */
  readonly anyway?: boolean;
}

interface RanCase extends ComparedCase {
  readonly run: ScenarioRun;
  readonly notes: readonly string[];
  /** Those of them without which its figures say something else. */
  readonly warnings: readonly string[];
  /** Their sums, to the last digit. */
  readonly facts: ReturnType<typeof noteFacts>;
}

const AS_IT_WAS = "Arithmetic: trade stays as it was in each; rates are of goods of chapters 1-97.";

const COLUMNS: readonly Column[] = [
  { key: "scenario", title: "Scenario", kind: "text", drop: 0, machineOnly: true },
  { key: "scenario", title: "Scenario", kind: "text", drop: 0, tableOnly: true },
  { key: "changes", title: "Changes", kind: "text", drop: 4 },
  { key: "imports_usd", title: "Imports", kind: "usd", drop: 3 },
  { key: "duty_usd", title: "Duty", kind: "usd", drop: 0 },
  { key: "rate", title: "Rate", kind: "rate", drop: 0 },
  { key: "from_first_usd", title: "Change from first", kind: "usd", drop: 1 },
  { key: "from_first_pp", title: "pp", kind: "points", drop: 2 },
  { key: "at_least", title: "At least", kind: "flag", drop: 5, machineOnly: true },
];

const CHART: Chart = {
  kind: "bars",
  along: ["scenario"],
  views: { rate: ["rate"], duty: ["duty_usd"] },
  atLeast: "at_least",
};

/** One row a case; with a grouping, one row a group and its figures in each case. Units: dollars, fractions of customs value. @throws {UserError} on other trade. */
export async function answerCompare(
  cases: readonly ComparedCase[],
  { by, top, view, anyway = true }: CompareAsked,
  context: Context,
): Promise<Report> {
  const unlike = unlikeIn(cases);
  const other = unlike.filter((one) => OTHER_TRADE.includes(one));
  if (other.length > 0 && !anyway)
    throw new UserError(`expected scenarios of the same trade; they differ in ${other.join(", ")}`, {
      where: "scenarios",
      hint: "give all of them the same, for example --origin JP; or add --anyway",
    });
  const runs: RanCase[] = [];
  for (const one of context.watch(cases, "scenarios")) runs.push(await ranCase(one, view, context));
  const weights = await weightsLines(runs, context);
  return {
    title: `${runs.length} scenarios side by side`,
    heading: [
      ...(unlike.length === 0
        ? []
        : [
            `Not like with like: they differ in ${unlike.join(", ")}, so differences are not of their changes alone`,
          ]),
      ...(view === "cash" ? ["Duties as they were collected at the time, not as later law has them"] : []),
      ...weights.lines,
      ...runs.map(
        ({ name, text }) =>
          `${name}: ${text.title}; ${changesInWords(text.changes).join(", ") || "the law unchanged"}`,
      ),
    ],
    ...(by === undefined ? byCase(runs) : groupsBeside(runs, by, top, context.names())),
    notes: [AS_IT_WAS, ...notesOfAll(runs, ({ notes }) => notes)],
    leading: [AS_IT_WAS, ...notesOfAll(runs, ({ warnings }) => warnings)],
    facts: factsOf(runs, weights.told),
  };
}

/** Sums of each case that its notes round, worked out where a format prints them. */
const factsOf = (runs: readonly RanCase[], weights: readonly (Weights | undefined)[]) => ({
  get cases() {
    return runs.map(({ name, facts }, at) => ({ scenario: name, ...facts, ...weightsFacts(weights[at]) }));
  },
});

/** Whose imports they have where those are not the year's: dollars of two months are no year's. */
async function weightsLines(runs: readonly RanCase[], context: Context) {
  const told = await Promise.all(runs.map(({ text, run }) => weightsOf(text, run, context)));
  const lines = told.flatMap((one, at) =>
    one ? [{ name: runs[at]?.name, words: weightsInWords(one) }] : [],
  );
  const isOne = lines.length === runs.length && new Set(lines.map(({ words }) => words)).size === 1;
  return {
    lines: isOne
      ? lines.slice(0, 1).map(({ words }) => `Weights of all: ${words}`)
      : lines.map(({ name, words }) => `Weights of ${name}: ${words}`),
    told,
  };
}

/** A case priced, with what its reader should know. */
async function ranCase(one: ComparedCase, view: View, context: Context): Promise<RanCase> {
  const trade = await weighted(one.text, context);
  const { run, titles } = await priceScenario(one.text, view, undefined, trade);
  const unlawful = unlawfulNotes(run, context.heldUnlawful());
  const unknown = unknownNotes(run);
  const barred = barredNotes(run.scenario, one.text.date, trade);
  const notes = [
    ...changeNotes(run, context.schedule()),
    ...unlawful,
    ...notesOf(run, titles, unknown),
    ...besideDutyNotes(run.scenario, one.text.date, trade, barred),
  ];
  const warnings = [...unlawful, ...barred, ...unknown, ...lawNotes(run)];
  const facts = noteFacts(run, titles, context.heldUnlawful(), () =>
    besideDuty(run.scenario, one.text.date, trade),
  );
  return { ...one, run, notes, warnings, facts };
}

/** In what cases are not of the same trade, day or assumptions: their difference is then not of their changes alone. */
function unlikeIn(cases: readonly ComparedCase[]): string[] {
  const facts: readonly [string, (text: ScenarioText) => string][] = [
    ["origins", ({ origins }) => origins.join(" ")],
    ["products", ({ products = [] }) => products.join(" ")],
    ["flows", ({ flows }) => flows],
    ["weights", ({ weights = "2024" }) => weights],
    ["days", ({ date }) => date],
    ["assumptions", ({ assume }) => assume.join(" ")],
  ];
  return facts.flatMap(([name, of]) => (new Set(cases.map(({ text }) => of(text))).size > 1 ? [name] : []));
}

/** What makes it other trade: dollars of it are no change of anything. */
const OTHER_TRADE: readonly string[] = ["origins", "products", "flows", "weights"];

/** Notes that all cases share once, then those of each under its name. */
function notesOfAll(runs: readonly RanCase[], notesOf: (one: RanCase) => readonly string[]): string[] {
  const shared = (note: string) => runs.every((one) => notesOf(one).includes(note));
  const [first] = runs;
  return [
    ...(first ? notesOf(first).filter(shared) : []),
    ...runs.flatMap((one) =>
      notesOf(one)
        .filter((note) => !shared(note))
        .map((note) => `${one.name}: ${note}`),
    ),
  ];
}

const owedIn = ({ run }: RanCase) => {
  const { duty, imports, atLeast } = sumsWhere(run.changed, () => true);
  return { duty, imports, atLeast, rate: effectiveRate(duty, tariffBase(run)) };
};

function byCase(runs: readonly RanCase[]): Pick<Report, "columns" | "rows" | "total" | "chart"> {
  const [first] = runs.map(owedIn);
  const rows = runs.map((one): Cell[] => {
    const { duty, imports, atLeast, rate } = owedIn(one);
    const apart = first ? minusUsd(duty, first.duty) : null;
    const points = rate && first?.rate ? rate.minus(first.rate).times(100) : null;
    return [
      ...[one.name, atLeast ? `≥ ${one.name}` : one.name, changesInWords(one.text.changes).join(", ")],
      ...[imports, duty, rate, apart, points, atLeast],
    ];
  });
  const changed = runs.some(({ text }) => text.changes.length > 0);
  const columns = COLUMNS.map((column) =>
    column.key === "changes" && !changed ? { ...column, machineOnly: true } : column,
  );
  return { columns, rows, total: null, chart: CHART };
}

interface NamedRun {
  readonly name: string;
  readonly run: ScenarioRun;
}

/** What a group owes in one case, and what its rate is of; `null` where goods have no rate. */
type Owed = Pick<Line, "after" | "base"> & { readonly imports: Usd };

/** One row a group, in the order of its kind, else by its size in the first case. Units: dollars, fractions. */
function groupsBeside(
  runs: readonly NamedRun[],
  by: readonly Grouping[],
  top: number | undefined,
  names: Names,
): Pick<Report, "columns" | "rows" | "total" | "chart"> {
  const tallies = runs.map(({ run }) => groupRun(run, by, names, tariffBase(run)));
  const [first] = tallies;
  const nameOf = (id: string) => (first?.partsOf(id) ?? []).map(({ label }) => label).join(" / ");
  const { shown, left } = largest(tallies, top);
  const isOpenIn = (ids: readonly string[]) => ids.some((id) => tallies.some((one) => isOpen(id, one)));
  const named = (id: string, label: string, ids: readonly string[]) => [
    ...[id, label, isOpenIn(ids) ? `≥ ${label}` : label],
  ];
  const columns = columnsOf(runs.map(({ name }) => name));
  const total = totalOf(runs);
  return {
    columns,
    chart: chartOf(columns),
    rows: [
      ...shown.map((id) => [
        ...named(id, nameOf(id), [id]),
        ...figures(tallies.map((one) => owedBy(id, one))),
        isOpenIn([id]),
      ]),
      ...(left.length > 0
        ? [
            [
              ...named("rest", smallerGroups(left.length), left),
              ...figures(tallies.map((one) => owedTogether(left, one))),
              isOpenIn(left),
            ],
          ]
        : []),
    ],
    total: Object.fromEntries(columns.map(({ key }, index) => [key, total[index] ?? null])),
  };
}

function totalOf(runs: readonly NamedRun[]): Cell[] {
  const isLeast = runs.some(({ run }) => sumsWhere(run.changed, () => true).atLeast);
  const name = isLeast ? "Total, at least" : "Total";
  const owed = runs.map(({ run }) => ({ ...totalLine(run, tariffBase(run)), imports: importsOf(run) }));
  return ["total", name, name, ...figures(owed), isLeast];
}

/** A bar a case. */
const chartOf = (columns: readonly Column[]): Chart => ({
  kind: "bars",
  along: ["label"],
  views: { rate: keysOf("rate", columns), duty: keysOf("duty_usd", columns) },
});

const keysOf = (ending: string, columns: readonly Column[]): string[] =>
  columns.flatMap(({ key }) => (new RegExp(`^case\\d+_${ending}$`).test(key) ? [key] : []));

function inOrder(tallies: readonly GroupedRun[]): string[] {
  const ids = [...new Set(tallies.flatMap(({ after }) => [...after.keys()]))];
  const [first] = tallies;
  const order = first?.order;
  const size = (id: string) => first?.after.get(id)?.imports ?? NO_USD;
  return order
    ? ids.sort((a, b) => order.indexOf(a) - order.indexOf(b))
    : ids.sort((a, b) => size(b).cmp(size(a)) || (a < b ? -1 : 1));
}

/** The `top` largest groups of the first case, or all, in their order; and the others. */
function largest(tallies: readonly GroupedRun[], top: number | undefined) {
  const ids = inOrder(tallies);
  const size = (id: string) => tallies[0]?.after.get(id)?.imports ?? NO_USD;
  const kept = new Set([...ids].sort((a, b) => size(b).cmp(size(a))).slice(0, top ?? ids.length));
  return { shown: ids.filter((id) => kept.has(id)), left: ids.filter((id) => !kept.has(id)) };
}

/** Groups as one. Layers of the same goods have one base; of several goods their sum has none. */
function owedTogether(ids: readonly string[], tally: GroupedRun): Owed {
  const parts = ids.map((id) => owedBy(id, tally));
  const sum = (of: (one: Owed) => Usd) => parts.map(of).reduce(plusUsd, NO_USD);
  const shared = parts.every(({ base }) => base === parts[0]?.base) ? (parts[0]?.base ?? null) : null;
  return {
    imports: sum(({ imports }) => imports),
    after: sum(({ after }) => after),
    base: tally.layers ? shared : sum(({ base }) => base ?? NO_USD),
  };
}

/** Part of its duty cannot be known. */
const isOpen = (id: string, { after }: GroupedRun): boolean => after.get(id)?.atLeast === true;

const importsOf = (run: ScenarioRun): Usd => sumsWhere(run.changed, () => true).imports;

/** A group that a case has not owes nothing there. */
function owedBy(id: string, { after, baseOf }: GroupedRun): Owed {
  const sums = after.get(id);
  const own = baseOf(id);
  const [duty, imports]: readonly [Usd, Usd] = [sums?.duty ?? NO_USD, sums?.imports ?? NO_USD];
  return { imports, after: duty, base: own === undefined ? imports : own };
}

/** For each case its imports, duty and rate, and for all but the first how far they are from it. */
function figures(cases: readonly Owed[]): Cell[] {
  const [first] = cases;
  const was = first && rateOf(first);
  return cases.flatMap((one, index): Cell[] => {
    const rate = rateOf(one);
    if (index === 0 || first === undefined) return [one.imports, one.after, rate];
    const points = rate && was ? rate.minus(was).times(100) : null;
    return [one.imports, one.after, rate, minusUsd(one.after, first.after), points];
  });
}

const rateOf = ({ base, after }: Owed) => (base === null ? null : effectiveRate(after, base));

const columnsOf = (names: readonly string[]): Column[] => [
  { key: "group", title: "Group", kind: "text", drop: 0, machineOnly: true },
  { key: "label", title: "", kind: "text", drop: 0, machineOnly: true },
  { key: "label", title: "", kind: "text", drop: 0, tableOnly: true },
  ...names.flatMap((name, index): Column[] => {
    const key = `case${index + 1}`;
    const imports: Column = { key: `${key}_imports_usd`, title: "Imports", kind: "usd", drop: 4 };
    const own: Column[] = [
      /** Trade stays as it was, so that people need it once. */
      index === 0 ? imports : { ...imports, machineOnly: true },
      { key: `${key}_duty_usd`, title: `${name}, duty`, kind: "usd", drop: 1, group: "duty" },
      { key: `${key}_rate`, title: name, kind: "rate", drop: 0 },
    ];
    if (index === 0) return own;
    return [
      ...own,
      {
        key: `${key}_from_first_usd`,
        title: `${name} from first`,
        kind: "usd",
        drop: 2,
        group: "from first",
      },
      { key: `${key}_from_first_pp`, title: "pp", kind: "points", drop: 3, group: "pp" },
    ];
  }),
  { key: "at_least", title: "At least", kind: "flag", drop: 5, machineOnly: true },
];
