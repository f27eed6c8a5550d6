/** One entry audited: its lines, its fees and its total, as filed and as owed. */
import { grouped } from "../contract/text.js";
import type { DrawbackRules } from "../law/drawback.js";
import { type Claim, contradictionIn, withImplied } from "../law/entry.js";
import { type FeeDue, sharedOut } from "../law/fees.js";
import { centsOf } from "../law/units.js";
import {
  addedBy,
  claimsByNumber,
  factsByNumber,
  numbersBeside,
  roundingOf,
  withoutUnlawful,
} from "./conventions.js";
import type { EntryRow } from "./entry-row.js";
import { type ComparedLine, type FiledLine, type FiledRow, filedDuty } from "./filed.js";
import {
  type DrawbackDue,
  differences,
  dollars,
  drawbackOn,
  type Finding,
  note,
  type PaidDuty,
  type PaidPart,
  paidOn,
  paidUnder,
  wrong,
} from "./findings.js";
import type { DeclaredLayer, LineDuty } from "./line-duty.js";
import type { EntryFees, PricedRow } from "./priced-entries.js";
import type { RowAsk } from "./row-questions.js";
import { NO_FACTS } from "./stated-facts.js";
import type { LawInView } from "./why-not-owed.js";

export interface AuditedEntry {
  readonly lines: readonly AuditedLine[];
  /** In the order of the fees. */
  readonly fees: readonly FeePair[];
}

/** @param feesOf Fees of an entry, `null` if one of its lines cannot be read. @param count How many fees there are. */
export function auditedEntry(
  rows: readonly FiledRow[],
  feesOf: (lines: readonly PricedRow[]) => EntryFees | null,
  count: number,
  yardstick: Yardstick,
): AuditedEntry {
  const readable = rows.every(({ filed }) => filed !== null);
  const filed = rows.flatMap((row) => row.filed ?? []);
  const read = rows.map((row) => declaredIn(row, yardstick));
  const under = (lines: readonly PricedRow[]) => {
    const fees = readable ? feesOf(lines) : null;
    return { fees, pairs: feePairs(filed, fees, count) };
  };
  const { fees, pairs } = betterFees(rows, read, under);
  const paid = fees && feesPaid(pairs, fees);
  const lines = rows.map((row, index) =>
    auditedLine(row, read[index], { fees: paid?.[index] ?? null, yardstick }),
  );
  const own = fees ? [...feeFindings(pairs, filed, fees), ...totalFinding(pairs, filed)] : unreadNote(pairs);
  return { lines: withFirst(lines, own), fees: pairs };
}

/** Fees of an entry beside those filed. */
interface FeesFiled {
  readonly fees: EntryFees | null;
  readonly pairs: readonly FeePair[];
}

/**
 * Fees of the goods as their numbers declare them: what claims a preference owes no processing fee. Fees that are those of the
 * goods as they are stated are right all the same.
 */
function betterFees(
  rows: readonly FiledRow[],
  read: readonly (Declared | undefined)[],
  under: (lines: readonly PricedRow[]) => FeesFiled,
): FeesFiled {
  const stated = under(rows.map(({ line }) => line));
  const fits = ({ pairs }: FeesFiled): boolean =>
    pairs.every(({ filed, owed }) => filed === null || filed === owed);
  const isSame = rows.every(({ line }, at) => (read[at]?.compared.goods ?? line.goods) === line.goods);
  if (isSame || fits(stated)) return stated;
  return under(rows.map(({ line }, at) => ({ ...line, goods: read[at]?.compared.goods ?? line.goods })));
}

const unreadNote = (pairs: readonly FeePair[]): Finding[] =>
  pairs.some(({ filed }) => filed !== null)
    ? [note("the fees of the entry are not compared: a line of it cannot be read")]
    : [];

/** What is said of the entry stands with its first line that can be read. */
function withFirst(lines: readonly AuditedLine[], own: readonly Finding[]): readonly AuditedLine[] {
  const first = Math.max(
    0,
    lines.findIndex(({ compared }) => compared !== null),
  );
  return lines.map((line, index) =>
    index === first ? { ...line, findings: [...line.findings, ...own] } : line,
  );
}

export type Status = "agrees" | "overpaid" | "underpaid" | "unknown" | "invalid";

/** Amounts in cents; `null` where they are not filed or not known. */
export interface AuditedLine {
  readonly line: PricedRow;
  /** `null` where the line cannot be read. */
  readonly compared: ComparedLine | null;
  readonly filed: number | null;
  readonly computed: number | null;
  readonly difference: number | null;
  /** What was paid by measure. */
  readonly paid: readonly PaidDuty[] | null;
  /** What rests on an act held unlawful. */
  readonly refundable: number | null;
  /** `null` where nothing was exported, or what was paid is not known. */
  readonly drawback: DrawbackDue | null;
  /** What is not stated and would change the verdict, most cents first. */
  readonly asks: readonly VerdictAsk[];
  /** Of the duty of the line; findings may be of its numbers or its entry all the same. */
  readonly status: Status;
  readonly findings: readonly Finding[];
}

/** Something that is not stated of a line and would change its verdict. */
interface VerdictAsk extends RowAsk {
  /** What the line would be if it were stated. */
  readonly then: Status;
}

/** What lines are audited by. */
export interface Yardstick extends LawInView {
  /** What goods owe that claim something more; `null` where it cannot be told. */
  readonly priceAgain: (goods: EntryRow) => LineDuty | null;
  readonly catalogue: ReadonlyMap<string, Claim>;
  readonly heldUnlawful: ReadonlySet<string>;
  readonly drawback: DrawbackRules;
}

/** A line that can be compared, or `undefined`. */
function comparedOf({ line: { goods, priced }, filed }: FiledRow): ComparedLine | undefined {
  return goods && priced && filed ? { goods, filed, duty: priced.duty } : undefined;
}

/** A line as its numbers declare it; nothing where it cannot be compared. */
function declaredIn(row: FiledRow, yardstick: Yardstick): Declared | undefined {
  const stated = comparedOf(row);
  return stated && asDeclared(stated, row.line.ban === null, yardstick);
}

/** A line beside the law. @param fees What was paid of each fee on it; `null` if its entry cannot be read. */
function auditedLine(
  row: FiledRow,
  declared: Declared | undefined,
  { fees, yardstick }: { readonly fees: readonly PaidPart[] | null; readonly yardstick: Yardstick },
): AuditedLine {
  if (declared === undefined) return invalidLine(row);
  const { compared, leftOut, told } = declared;
  const filed = filedDuty(compared.filed);
  const computed = row.line.ban === null ? compared.duty.duty : null;
  const difference = differenceOf(filed, computed);
  const rounding = roundingOf(compared.duty.layers);
  const paid = paidOn(compared, yardstick);
  const { remark, asked = null } = row.line.priced ?? {};
  const status = statusOf(difference, rounding);
  const asks = told.length > 0 ? [] : verdictAsks(asked?.asks ?? [], difference, rounding);
  return {
    line: row.line,
    compared,
    filed,
    computed,
    difference,
    paid,
    refundable: paidUnder(yardstick.heldUnlawful, paid, filed),
    drawback: drawbackOn(paid, fees, compared.filed.exported, yardstick.drawback),
    asks,
    status,
    findings: [
      ...row.line.problems.map((problem) => wrong(problem, "unread")),
      ...(row.line.ban === null ? differences(compared, yardstick) : []),
      ...told.map(note),
      ...leftOut.map(unlawfulNote),
      ...askNotes(asks.filter(({ then }) => then === "agrees" || asked?.status === "unknown")),
      ...(remark && !told.some((one) => one.startsWith("read as adcvd=")) ? [note(remark)] : []),
    ],
  };
}

/** A line as its numbers declare it, what of an act held unlawful it leaves out, and what is said of that. */
interface Declared {
  readonly compared: ComparedLine;
  readonly leftOut: readonly DeclaredLayer[];
  readonly told: readonly string[];
}

/**
 * A number of an exemption, or of goods of a kind, declares the fact or right that it asks for: a line that fits its numbers
 * better so is read so. What fits best is read first, since it may make another number count, or leave it nothing to say.
 */
function asDeclared(stated: ComparedLine, isOpen: boolean, yardstick: Yardstick): Declared {
  const first = lawfulLine(stated, yardstick);
  let best: Declared = { ...first, told: [] };
  let fewest = isOpen ? misfitsOf(first, yardstick) : [];
  if (fewest.every((count) => count === 0)) return best;
  const claims = claimsByNumber(stated, yardstick);
  for (let before: typeof fewest = []; before !== fewest; ) {
    before = fewest;
    const { told, compared } = best;
    for (const { goods, number, word } of readings(stated, compared.goods, claims, yardstick)) {
      const duty = yardstick.priceAgain(goods);
      const other = duty && lawfulLine({ ...stated, goods, duty }, yardstick);
      const misfits = other && misfitsOf(other, yardstick);
      if (!misfits || !isFewer(misfits, fewest)) continue;
      fewest = misfits;
      const declares = `, which ${number} declares`;
      const others = told.filter((one) => !one.endsWith(declares));
      best = { ...other, told: [...others, `read as ${word}${declares}`] };
    }
  }
  return best;
}

/** Goods with one thing more that a number filed declares. */
interface Reading {
  readonly goods: EntryRow;
  readonly number: string;
  readonly word: string;
}

/** What goods, as they are read so far, can be read as besides: parts of the value, claims, other facts. */
function readings(
  stated: ComparedLine,
  now: EntryRow,
  asked: ReturnType<typeof claimsByNumber>,
  yardstick: Yardstick,
): readonly Reading[] {
  const all = factsByNumber(stated, yardstick, now.facts?.shares);
  const facts = (isPart: boolean) =>
    all.flatMap(({ number, word, facts: told, deposit, ...one }): Reading[] => {
      if (one.isPart !== isPart) return [];
      const { adcvd, ...known } = now.facts ?? NO_FACTS;
      const shares = { ...known.shares, ...told.shares };
      const orders = deposit ? { ...adcvd, deposits: [...adcvd.deposits, deposit] } : adcvd;
      return [{ goods: { ...now, facts: { ...known, ...told, shares, adcvd: orders } }, number, word }];
    });
  return [...facts(true), ...claimed(now, asked, yardstick), ...facts(false)];
}

/** Goods with what numbers ask for beside what goods claim. */
const claimed = (
  now: EntryRow,
  asked: ReturnType<typeof claimsByNumber>,
  { catalogue }: Yardstick,
): Reading[] =>
  asked.flatMap(({ number, claims: declared }) => {
    const more = declared.filter((claim) => !now.claims.has(claim));
    const claims = withImplied([...now.claims, ...more], catalogue);
    const isNone = more.length === 0 || contradictionIn(claims, catalogue) !== undefined;
    return isNone ? [] : [{ goods: { ...now, claims }, number, word: more.join(" and ") }];
  });

/** A line without what rests on an act held unlawful, where none of that is filed. */
function lawfulLine(line: ComparedLine, yardstick: Yardstick): Omit<Declared, "told"> {
  const found = withoutUnlawful(line, yardstick.heldUnlawful, yardstick);
  return found === null
    ? { compared: line, leftOut: [] }
    : { compared: { ...line, duty: found.duty }, leftOut: found.leftOut };
}

/**
 * How a line does not fit what was filed, by weight: whether its duty differs, what is wrong or not known, what of an act held
 * unlawful is left out, and numbers filed that it does not declare. Goods that owe what was filed may be filed under a number
 * beside their own.
 */
function misfitsOf({ compared, leftOut }: Omit<Declared, "told">, yardstick: Yardstick): readonly number[] {
  const { filed, duty } = compared;
  const difference = differenceOf(filedDuty(filed), duty.duty);
  return [
    statusOf(difference, roundingOf(duty.layers)) === "agrees" ? 0 : 1,
    differences(compared, yardstick).filter((finding) => finding.wrong).length + (duty.duty === null ? 1 : 0),
    leftOut.length,
    numbersBeside(filed, duty).length,
  ];
}

/** Whether one counts fewer, where it first differs. */
function isFewer(one: readonly number[], other: readonly number[]): boolean {
  const at = one.findIndex((count, index) => count !== other[index]);
  return at >= 0 && (one[at] as number) < (other[at] ?? 0);
}

/** What changes the verdict: facts, and rights and readings that lower the duty to what is filed. */
function verdictAsks(asks: readonly RowAsk[], difference: number | null, rounding: number): VerdictAsk[] {
  if (difference === null) return [];
  const now = statusOf(difference, rounding);
  return asks.flatMap((one) => {
    const then = statusOf(difference - one.cents, rounding);
    return then !== now && (one.kind === "fact" || (then === "agrees" && one.cents < 0))
      ? [{ ...one, then }]
      : [];
  });
}

/** Questions that are told of a line. */
const FEW = 3;

const askNotes = (asks: readonly VerdictAsk[]): Finding[] =>
  asks
    .slice(0, FEW)
    .map(({ word, cents, then }) =>
      note(
        `with ${word} ${dollars(Math.abs(cents))} ${cents < 0 ? "less" : "more"} would be owed: ${VERDICTS[then]}`,
      ),
    );

const VERDICTS: Readonly<Record<Status, string>> = {
  agrees: "the line would agree",
  overpaid: "the line would be overpaid",
  underpaid: "the line would be underpaid",
  unknown: "not known",
  invalid: "invalid",
};

const invalidLine = ({ line, problems }: FiledRow): AuditedLine => ({
  line,
  compared: null,
  filed: null,
  computed: null,
  difference: null,
  paid: null,
  refundable: null,
  drawback: null,
  asks: [],
  status: "invalid",
  findings: problems.map((problem) => wrong(problem, "unread")),
});

const unlawfulNote = (layer: DeclaredLayer): Finding =>
  note(
    `${layer.number}: ${dollars(addedBy(layer) ?? 0)} is not filed, and not owed in the end: the act it rests on was held unlawful`,
  );

const differenceOf = (filed: number | null, computed: number | null): number | null =>
  filed === null || computed === null ? null : filed - computed;

/** @param rounding By how many cents a correct filing may differ from what is computed. */
function statusOf(difference: number | null, rounding: number): Status {
  if (difference === null) return "unknown";
  return Math.abs(difference) <= rounding ? "agrees" : difference > 0 ? "overpaid" : "underpaid";
}

// Fees and totals are of the whole entry: what was paid of each fee is shared out over its lines.

/** A fee of an entry in cents; `null` where it is not filed, or not known. */
interface FeePair {
  readonly filed: number | null;
  readonly owed: number | null;
}

/** Fees of an entry, in their order: what its lines state adds up, whether it stands on one of them or on all. */
function feePairs(lines: readonly FiledLine[], fees: EntryFees | null, count: number): FeePair[] {
  return Array.from({ length: count }, (_, index) => {
    const stated = lines.flatMap((line) => line.fees[index] ?? []);
    return {
      filed: stated.length === 0 ? null : stated.reduce((sum, fee) => sum + fee, 0),
      owed: fees?.due[index]?.amount ?? null,
    };
  });
}

/** Fees filed that are not those owed, each with its least or most where that decides it. */
function feeFindings(pairs: readonly FeePair[], lines: readonly FiledLine[], fees: EntryFees): Finding[] {
  return fees.due.flatMap((due, index) => {
    const { filed, owed } = pairs[index] as FeePair;
    if (filed === null || filed === owed) return [];
    const start = `${due.fee.title}: filed ${dollars(filed)}`;
    if (owed === null) return [note(`${start}; what is owed is not known without ${inFile(due.reason)}`)];
    if (due.outcome === "freed")
      return [wrong(`${start}, not owed: ${due.reason} (${due.citation})`, "fee", filed)];
    return [
      wrong(
        `${start}, owed ${dollars(owed)}${limitOf(due, fees)}${repetitionWords(index, owed, lines)}`,
        "fee",
        filed - owed,
      ),
    ];
  });
}

/** Facts of an entry are columns of a file, not flags. */
const inFile = (reason: string | null): string => (reason ?? "").replace("--mode", "column mode");

function limitOf({ fee, value, amount }: FeeDue, { entryType }: EntryFees): string {
  const plain = centsOf(value, fee.rate);
  if (amount === null || amount === plain) return ` on $${grouped(String(value))}`;
  if (entryType === "informal") return ", that of an informal entry";
  return amount > plain ? ", the minimum" : ", the maximum";
}

function repetitionWords(index: number, owed: number, lines: readonly FiledLine[]): string {
  return lines.length > 1 && lines.every(({ fees }) => fees[index] === owed)
    ? "; every line states it, where it belongs on one or shared out"
    : "";
}

/** The total of an entry that its duty and fees do not come to; a fee that is not filed counts as it is owed. */
function totalFinding(pairs: readonly FeePair[], lines: readonly FiledLine[]): Finding[] {
  const totals = [...new Set(lines.flatMap(({ total }) => total ?? []))];
  const [total] = totals;
  if (total === undefined) return [];
  if (totals.length > 1)
    return [wrong(`lines of the entry state different totals: ${totals.map(dollars).join(", ")}`, "total")];
  const duty = sumIfKnown(lines.map(filedDuty));
  const fees = sumIfKnown(pairs.map(({ filed, owed }) => filed ?? owed));
  if (duty === null || fees === null)
    return [note("the total of the entry cannot be checked: a duty or fee of it is not stated")];
  return duty + fees === total
    ? []
    : [
        wrong(
          `the total filed of the entry is ${dollars(total)}; its duty ${dollars(duty)} and fees ${dollars(fees)} come to ${dollars(duty + fees)}`,
          "total",
        ),
      ];
}

const sumIfKnown = (amounts: readonly (number | null)[]): number | null =>
  amounts.reduce<number | null>((sum, amount) => (sum === null || amount === null ? null : sum + amount), 0);

/** Fees paid by line: as filed, else as owed; none where no line owes them. */
function feesPaid(pairs: readonly FeePair[], { due, goods }: EntryFees): PaidPart[][] {
  const shares = due.map((fee, index) => {
    const { filed, owed } = pairs[index] as FeePair;
    const paid = fee.owing.includes(true) ? (filed ?? owed) : 0;
    return {
      id: fee.fee.id,
      amounts: paid === 0 ? goods.map(() => 0) : sharedOut({ ...fee, amount: paid }, goods),
    };
  });
  return goods.map((_, line) => shares.map(({ id, amounts }) => ({ id, amount: amounts[line] ?? null })));
}
