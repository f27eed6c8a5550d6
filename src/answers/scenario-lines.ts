/** Lines of a scenario's report: imports, and duty before and after, of each group. */
import { contributions } from "../domain/decomposition.js";
import { type Sums, sumsWhere } from "../domain/tally.js";
import { type Decimal, effectiveRate, NO_USD, plusUsd, type Usd } from "../domain/units.js";
import type { Grouped } from "./group.js";
import type { ScenarioRun } from "./run-scenario.js";

export interface Line {
  /** What it goes by: one thing, or two. */
  readonly parts: readonly { readonly group: string; readonly label: string }[];
  readonly imports: Usd;
  readonly before: Usd;
  readonly after: Usd;
  /** What the rates are of; `null` where goods have no rate. */
  readonly base: Usd | null;
  /** Part of the duty cannot be known: sums are lower bounds. */
  readonly atLeast: boolean;
}

/** Customs value of the goods of chapters 1 to 97, which rates of all goods are of. */
export const tariffBase = ({ changed }: ScenarioRun): Usd =>
  sumsWhere(changed, ({ status }) => status !== "outside").imports;

export function totalLine(run: ScenarioRun, base: Usd): Line {
  const all = () => true;
  const before = sumsWhere(run.baseline, all);
  const { imports, duty, atLeast } = sumsWhere(run.changed, all);
  const parts = [{ group: "total", label: "Total" }];
  return { parts, imports, before: before.duty, after: duty, base, atLeast: atLeast || before.atLeast };
}

/** The `top` largest groups, or all, in the order of their kind, else by size; then the rest in one line. */
export function linesOf(groups: Grouped, top: number | null): Line[] {
  const all = [...new Set([...groups.before.keys(), ...groups.after.keys()])].map((group) => ({
    group,
    line: lineOf(groups, group),
  }));
  all.sort((a, b) => b.line.imports.cmp(a.line.imports) || (a.group < b.group ? -1 : 1));
  const kept = all.slice(0, top ?? all.length);
  const rest = all.slice(kept.length).map(({ line }) => line);
  const { order } = groups;
  if (order) kept.sort((a, b) => order.indexOf(a.group) - order.indexOf(b.group));
  return [...kept.map(({ line }) => line), ...(rest.length > 0 ? [together(rest, groups)] : [])];
}

const NOTHING: Sums = { imports: NO_USD, duty: NO_USD, atLeast: false };

function lineOf({ before, after, partsOf, baseOf }: Grouped, group: string): Line {
  const was = before.get(group) ?? NOTHING;
  const is = after.get(group) ?? NOTHING;
  const imports = is.imports.gt(was.imports) ? is.imports : was.imports;
  const own = baseOf(group);
  return {
    ...{ parts: partsOf(group), imports, before: was.duty, after: is.duty },
    base: own === undefined ? imports : own,
    atLeast: was.atLeast || is.atLeast,
  };
}

/** Layers of the same goods have one base; of several goods their sum has none. */
function together(lines: readonly Line[], { layers }: Grouped): Line {
  const sum = (of: (line: Line) => Usd) => lines.map(of).reduce(plusUsd, NO_USD);
  const [first] = lines;
  const shared = lines.every(({ base }) => base === first?.base) ? (first?.base ?? null) : null;
  return {
    parts: [{ group: "rest", label: `${lines.length} smaller groups` }],
    imports: sum((line) => line.imports),
    before: sum((line) => line.before),
    after: sum((line) => line.after),
    base: layers ? shared : sum((line) => line.base ?? NO_USD),
    atLeast: lines.some((line) => line.atLeast),
  };
}

/** Rates of a line, before and after. */
export const ratesOf = ({ before, after, base }: Line): readonly [Decimal | null, Decimal | null] =>
  base === null ? [null, null] : [effectiveRate(before, base), effectiveRate(after, base)];

/**
 * What each line adds to the change of the total rate, in points; `null` for goods without a rate. Layers are of all
 * goods, other groups weigh what they are of all goods: either way the points add up to the change of the total.
 */
export const addedPoints = (lines: readonly Line[], { layers }: Grouped, total: Usd): (Decimal | null)[] =>
  lines.map((line) =>
    layers ? pointsOf(line, total, total) : line.base && pointsOf(line, line.base, total),
  );

function pointsOf({ before, after }: Line, own: Usd, total: Usd): Decimal | null {
  if (own.isZero()) return null;
  const weight = own.div(total);
  const [part] = contributions([{ weight, rate: before.div(own) }], [{ weight, rate: after.div(own) }]);
  return part ? part.rateEffect.plus(part.mixEffect).times(100) : null;
}
