/**
 * What a year of trade does not say of its goods, by the dollars it moves: the trade is priced again with each fact taken to be
 * so of all goods that it may be so of, and under each other reading of contested law.
 */
import type { Context } from "../../contract/command.js";
import type { Json } from "../../contract/report.js";
import { dollarsInWords as dollars } from "../../contract/text.js";
import { catalogueOf } from "../../entries/claims.js";
import { type Claim, NO_CLAIMS, withImplied } from "../../law/entry.js";
import { inForce, otherReadings, withReadings } from "../../law/measure.js";
import { claimsAsked } from "../../law/questions.js";
import type { Schedule } from "../../law/schedule.js";
import { coversOrigin } from "../../law/scope.js";
import { minusUsd, plusUsd, type Usd, usd } from "../../law/units.js";
import { priceFlow } from "../../trade/price.js";
import type { Price, PricedFlow, Question } from "../../trade/question.js";
import type { ScenarioRun } from "../../trade/run-scenario.js";
import { sumsWhere } from "../../trade/tally.js";

/** Something that is not known of the trade, and what it moves if it is so of all goods that it may be so of. */
interface TradeAsk {
  readonly kind: "fact" | "reading";
  readonly id: string;
  readonly title: string;
  /** What stands for it while it is not stated; totals rest on that. */
  readonly presumed: boolean;
  readonly imports: Usd;
  readonly change: Usd;
}

/** Facts that are open, by the dollars they move, and between what bounds the duty lies. */
export interface TradeAsks {
  readonly notes: readonly string[];
  readonly facts: Readonly<Record<string, Json>>;
}

/** Each is tried alone, on the trade of a scenario under its law; a fact that is claimed already is not tried. */
export function tradeAsks(
  run: ScenarioRun,
  { view, assume }: Pick<Question, "view" | "assume">,
  context: Context,
): TradeAsks {
  const question: Question = { date: run.scenario.date, view, assume, past: context.schedule() };
  const now = dutyOf(run.changed);
  const asks = [...factsTried(run, question, context), ...readingsTried(run, question, context)]
    .filter(({ imports }) => !imports.isZero())
    .sort((a, b) => b.change.abs().cmp(a.change.abs()) || (a.id < b.id ? -1 : 1));
  const open = asks.filter(({ kind, presumed }) => kind === "fact" && !presumed).map(({ change }) => change);
  const least = open.filter((change) => change.isNegative()).reduce(plusUsd, now);
  const most = open.filter((change) => !change.isNegative()).reduce(plusUsd, now);
  return {
    notes: [
      ...asks.map(askNote),
      `What is presumed and contested aside, the facts that are not stated leave the duty between ${dollars(least)} and ${dollars(most)}; the totals have ${dollars(now)}.`,
    ],
    facts: {
      asks: asks.map(({ kind, id, title, presumed, imports, change }) => ({
        ...{ kind, id, title, presumed },
        imports_usd: imports.toFixed(),
        change_usd: change.toFixed(),
      })),
      at_least_usd: least.toFixed(),
      up_to_usd: most.toFixed(),
    },
  };
}

const dutyOf = (priced: readonly PricedFlow[]): Usd => sumsWhere(priced, () => true).duty;

function askNote({ kind, title, presumed, imports, change }: TradeAsk): string {
  const what =
    kind === "reading"
      ? "Contested"
      : presumed
        ? "Presumed not to be so"
        : "Not stated, and nothing presumed";
  const move = change.isZero()
    ? "single rates would be others, the duty in all the same"
    : `duty would be ${dollars(change.abs() as Usd)} ${change.isNegative() ? "less" : "more"}`;
  const end = kind === "reading" ? "?" : ".";
  const then = kind === "reading" ? "By the other reading" : "If it is so of all goods that it may be so of";
  return `${what}: ${title.replace(/[.?]$/, "")}${end} ${then}, ${dollars(imports)} of imports, ${move}.`;
}

/** Facts that measures on these origins ask for. */
function factsTried(run: ScenarioRun, question: Question, context: Context): TradeAsk[] {
  const { schedule } = run.applied;
  const catalogue = catalogueOf(context);
  const words = new Set(
    run.origins.flatMap((origin) => {
      const versions = schedule.measures.flatMap((measure) => {
        const version = inForce(measure, question.date, question.view);
        return version && coversOrigin(version.covers, origin) ? [version] : [];
      });
      return claimsAsked(versions, origin, schedule);
    }),
  );
  const facts = [...words].flatMap((word): Claim[] => {
    const known = catalogue.get(word);
    return known?.kind === "fact" ? [known] : [];
  });
  return facts.map(({ id, title, presumes }) => {
    const claims = withImplied([id], catalogue);
    return {
      ...{ kind: "fact", id, title },
      presumed: (presumes?.value ?? "none") !== "none",
      ...moved(run, schedule, question, claims),
    };
  });
}

function readingsTried(run: ScenarioRun, question: Question, context: Context): TradeAsk[] {
  const contested = context.contestedLaw();
  const readings = new Map(otherReadings(contested).map((one) => [one.id, one.question]));
  return [...readings].map(([id, title]) => ({
    ...{ kind: "reading", id, title, presumed: false },
    ...moved(run, reread(run.applied.schedule, contested, id), question, NO_CLAIMS),
  }));
}

/** The law of a scenario with another reading of what it leaves as it was. */
function reread(law: Schedule, contested: Schedule, id: string): Schedule {
  const other = new Map(withReadings(contested, [id]).measures.map((one) => [one.id, one]));
  const printed = new Map(contested.measures.map((one) => [one.id, one]));
  return {
    ...law,
    measures: law.measures.map((measure) => {
      const then = other.get(measure.id);
      return then && then !== printed.get(measure.id) ? { ...measure, versions: then.versions } : measure;
    }),
  };
}

/** Imports whose rate is another, and what that does to the duty. */
function moved(
  { changed, origins }: ScenarioRun,
  law: Schedule,
  question: Question,
  claims: ReadonlySet<string>,
): Pick<TradeAsk, "imports" | "change"> {
  const codes = new Map(origins.map((origin) => [origin.code, origin]));
  let imports = 0;
  let change = usd(0);
  for (const now of changed) {
    const origin = codes.get(now.flow.origin);
    if (!origin) continue;
    const terms = { ...now.terms, claims: new Set([...now.terms.claims, ...claims]) };
    const then = priceFlow(now.flow, origin, law, question, terms);
    imports += movedImports(now, then);
    change = plusUsd(change, minusUsd(dutyOf([then]), dutyOf([now])));
  }
  return { imports: usd(imports), change };
}

/** Dollars of the rows that owe at another rate, or whose rate is no longer known, or now is. */
function movedImports(now: PricedFlow, then: PricedFlow): number {
  const differ = new Map<number, boolean>();
  let dollars = 0;
  for (let row = 0; row < now.of.length; row += 1) {
    const key = (now.of[row] as number) * then.prices.length + (then.of[row] as number);
    const isOther = differ.get(key) ?? rateAt(now, row) !== rateAt(then, row);
    differ.set(key, isOther);
    if (isOther) dollars += now.flow.value[row] as number;
  }
  return dollars;
}

function rateAt({ of, prices }: PricedFlow, row: number): string {
  const { priceClass: own, base } = prices[of[row] as number] as Price;
  const baseRate = own?.replacesBase ? "0" : (base?.rate?.toFixed() ?? "observed");
  return `${own?.duty.toFixed()} ${baseRate} ${own?.needs.join()}`;
}
