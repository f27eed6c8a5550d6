/** What an audit says of a file of entries: totals, the lines told one by one, and what of the duty may come back. */
import type { Context } from "../../contract/command.js";
import type { Cell, RowStream } from "../../contract/report.js";
import type { AuditedLine, Status } from "../../entries/audit.js";
import { type AuditTally, NOT_BY_NUMBER, type Sides } from "../../entries/audit-tally.js";
import { CAUSES, type Cause, counted, countWords, dollars, type Finding } from "../../entries/findings.js";
import type { OpenFact } from "../../entries/tally.js";
import { printCents } from "../../law/declare.js";
import { ledBy } from "../common/law-words.js";

/** Lines with findings that are told one by one; all of them are in the machine formats. */
const MOST_TOLD = 20;

/** Sentences of the first lines with findings, by row, and how many lines more there are. */
export interface SamplesOf {
  readonly texts: readonly (readonly [row: number, text: string])[];
  readonly more: number;
}

/** Gathers the first lines with findings, as sentences. */
export function auditSamples() {
  let texts: SamplesOf["texts"] = [];
  let more = 0;
  const join = (others: SamplesOf): void => {
    const all = [...texts, ...others.texts].sort(([one], [other]) => one - other);
    texts = all.slice(0, MOST_TOLD);
    more += others.more + all.length - texts.length;
  };
  return {
    join,
    add({ line: { entry, row }, findings }: AuditedLine, place: string): void {
      if (findings.length === 0) return;
      if (texts.length === MOST_TOLD) more += 1;
      else
        join({
          texts: [
            [row.at, `${upper(entry === "" ? place : `entry ${entry}, ${place}`)}: ${inWords(findings)}.`],
          ],
          more: 0,
        });
    },
    all: (): SamplesOf => ({ texts, more }),
    texts: (): string[] => {
      const told = texts.map(([, text]) => text);
      return more === 0
        ? told
        : [...told, `Lines with further findings: ${countWords(more)}; -o audit.csv writes all of them.`];
    },
  };
}

const inWords = (findings: readonly Finding[]): string => findings.map(({ text }) => text).join("; ");
const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Such facts that are told in notes; all of them are in JSON. */
const MOST_FACTS = 5;

export const verdictNotes = (facts: readonly OpenFact[]): string[] =>
  facts
    .slice(0, MOST_FACTS)
    .map(
      ({ title, id, rows, more, less }) =>
        `Verdicts hang on ${id} (${title}) on ${counted(rows, "line")}: ${[
          ...(more > 0 ? [`up to ${dollars(more)} more owed`] : []),
          ...(less > 0 ? [`up to ${dollars(less)} less owed`] : []),
        ].join(", ")}.`,
    );

/** Totals, sums by authority, and notes; status 1 if anything is wrong. */
export function auditSummary(
  tally: AuditTally,
  findings: readonly string[],
  context: Context,
): ReturnType<RowStream["end"]> {
  const authorities = [...tally.authorities].filter(
    ([, { filed, computed }]) => filed !== 0 || computed !== 0,
  );
  authorities.sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    heading: managerSummary(tally),
    total: totalOf(tally, context),
    ...ledBy(
      [...findings, ...unfiledNotes(tally), ...lateNotes(tally, context), ...refundNotes(tally, context)],
      [...findings, ...auditNotes(tally, authorities, context)],
    ),
    facts: {
      by_cause: (Object.keys(CAUSES) as Cause[]).flatMap((cause) => {
        const sum = tally.causes.get(cause);
        if (sum === undefined) return [];
        const { findings, over, under } = sum;
        return [{ cause, findings, overpaid_usd: printCents(over), underpaid_usd: printCents(under) }];
      }),
      by_authority: authorities.map(([authority, { filed, computed }]) => ({
        authority,
        filed_usd: printCents(filed),
        computed_usd: printCents(computed),
        difference_usd: printCents(filed - computed),
      })),
    },
    findings: tally.wrong > 0,
  };
}

/** What a manager asks first: how many entries are wrong, what is owed and what comes back, and from what. */
function managerSummary(tally: AuditTally): string[] {
  const { entries, wrongEntries, wrong, compared, statuses, overpaid, underpaid, refundable } = tally;
  const both = statuses.agrees + statuses.overpaid + statuses.underpaid;
  const open = statuses.unknown + statuses.invalid;
  const net = compared.filed - compared.computed;
  const netWords =
    net === 0
      ? "which is right in sum"
      : `${dollars(Math.abs(net))} too ${net > 0 ? "much" : "little"} in sum`;
  return [
    `${countWords(wrongEntries)} of ${counted(entries, "entry")} ${wrongEntries === 1 ? "has" : "have"} something wrong, on ${counted(wrong, "line")}.`,
    ...(both > 0
      ? [
          `Duty filed ${dollars(compared.filed)}, owed ${dollars(compared.computed)}: ${netWords}; underpaid ${dollars(underpaid)}, overpaid ${dollars(overpaid)}.`,
        ]
      : []),
    ...(tally.causes.size > 0 ? [`By cause: ${causeWords(tally)}.`] : []),
    ...(refundable > 0 ? [`${dollars(refundable)} rests on an act held unlawful.`] : []),
    ...(open > 0 ? [`${counted(open, "line")} cannot be judged: what is missing is said of each.`] : []),
  ];
}

function causeWords({ causes }: AuditTally): string {
  const each = (Object.keys(CAUSES) as Cause[]).flatMap((cause) => {
    const sum = causes.get(cause);
    if (sum === undefined) return [];
    const amounts = [
      ...(sum.under > 0 ? [`${dollars(sum.under)} too little`] : []),
      ...(sum.over > 0 ? [`${dollars(sum.over)} too much`] : []),
    ];
    return [
      `${CAUSES[cause]}, ${sum.findings === 1 ? "once" : `${countWords(sum.findings)} times`}${amounts.length > 0 ? ` (${amounts.join(", ")})` : ""}`,
    ];
  });
  return each.join("; ");
}

/** Sums over no line are not known, never zero. */
function totalOf(tally: AuditTally, context: Context): Record<string, Cell> {
  const { compared, drawback, statuses } = tally;
  const both = statuses.agrees + statuses.overpaid + statuses.underpaid;
  const fees = context.fees().fees.flatMap(({ id }, index): [string, Cell][] => {
    const { filed = 0, computed = 0, entries = 0 } = tally.fees[index] ?? {};
    return [
      [`filed_${id}_usd`, sumOver(entries, filed)],
      [`computed_${id}_usd`, sumOver(entries, computed)],
    ];
  });
  return {
    entries: String(tally.entries),
    lines: String(tally.lines),
    ...Object.fromEntries(
      Object.entries(statuses).map(([status, lines]) => [`${status}_lines`, String(lines)]),
    ),
    lines_with_faults: String(tally.wrong),
    filed_duty_usd: sumOver(both, compared.filed),
    computed_duty_usd: sumOver(both, compared.computed),
    difference_usd: sumOver(both, compared.filed - compared.computed),
    overpaid_usd: sumOver(both, tally.overpaid),
    underpaid_usd: sumOver(both, tally.underpaid),
    refundable_usd: sumOver(tally.lines - statuses.invalid - tally.refundableUnknown, tally.refundable),
    refundable_unknown_lines: String(tally.refundableUnknown),
    drawback_usd: sumOver(drawback.lines - drawback.linesUnknown, drawback.refund),
    drawback_barred_usd: sumOver(drawback.lines - drawback.linesUnknown, drawback.barred),
    drawback_unknown_usd: sumOver(drawback.lines - drawback.linesUnknown, drawback.unknown),
    drawback_unknown_lines: String(drawback.linesUnknown),
    ...Object.fromEntries(fees),
  };
}

const sumOver = (lines: number, cents: number): string | null => (lines === 0 ? null : printCents(cents));

/** What was filed and owed, by fee and authority, and what of it may come back. */
const auditNotes = (
  tally: AuditTally,
  authorities: readonly (readonly [string, Sides])[],
  context: Context,
): string[] => [
  ...comparedNotes(tally, context),
  ...authorities.map(([authority, sides]) => `${titleOf(authority, context)}: ${sidesNote(sides)}.`),
  ...comeBackNotes(tally, context),
];

const sidesNote = ({ filed, computed }: Sides): string =>
  `filed ${dollars(filed)}, owed ${dollars(computed)}`;
const BASE = "base";

function titleOf(authority: string, context: Context): string {
  if (authority === NOT_BY_NUMBER) return "In one sum, or under a number the law here does not have";
  return authority === BASE ? "Base duty" : context.names().authority(authority);
}

const STATUSES = {
  agrees: "agree",
  overpaid: "overpaid",
  underpaid: "underpaid",
  unknown: "unknown",
  invalid: "invalid",
} as const;

function comparedNotes({ entries, lines, statuses, late, ...sums }: AuditTally, context: Context): string[] {
  const each = (Object.keys(STATUSES) as Status[]).map(
    (status) => `${countWords(statuses[status])} ${STATUSES[status]}`,
  );
  const both = statuses.agrees + statuses.overpaid + statuses.underpaid;
  const fees = context.fees().fees.flatMap(({ title }, index) => {
    const sum = sums.fees[index];
    return sum && sum.entries > 0
      ? [`${title}: ${sidesNote(sum)}, on ${counted(sum.entries, "entry")} where both are known.`]
      : [];
  });
  return [
    `${counted(lines, "line")} of ${counted(entries, "entry")}: ${each.join(", ")}.`,
    ...(both > 0
      ? [
          `On ${counted(both, "line")} whose duty is both filed and known: ${sidesNote(sums.compared)}; overpaid ${dollars(sums.overpaid)}, underpaid ${dollars(sums.underpaid)}.`,
        ]
      : []),
    ...unfiledNotes(sums),
    ...fees,
    ...lateNotes({ late }, context),
  ];
}

const unfiledNotes = ({ unfiled }: Pick<AuditTally, "unfiled">): string[] =>
  unfiled > 0 ? [`No duty is filed on ${counted(unfiled, "line")} (filed_duty_usd, filed_layers).`] : [];

const lateNotes = ({ late }: Pick<AuditTally, "late">, context: Context): string[] =>
  late > 0
    ? [
        `The law was checked to ${context.schedule().asOf}; ${counted(late, "line")} of later days extrapolate it.`,
      ]
    : [];

const comeBackNotes = (tally: AuditTally, context: Context): string[] => [
  ...refundNotes(tally, context),
  ...drawbackNotes(tally.drawback),
  ...overlapNotes(tally),
];

function refundNotes({ refundable, refundableUnknown }: AuditTally, context: Context): string[] {
  return [
    ...(refundable > 0
      ? [
          `${dollars(refundable)} of the duty filed, or owed where none is filed, rests on ${restsOn(context)}. Whether and how it is paid back is not decided by this program.`,
        ]
      : []),
    ...(refundableUnknown > 0
      ? [
          `What rests on an act held unlawful is not known of ${counted(refundableUnknown, "line")}, left out of the sum.`,
        ]
      : []),
  ];
}

function drawbackNotes({
  lines,
  refund,
  barred,
  unknown,
  linesUnknown,
  feesOpen,
}: AuditTally["drawback"]): string[] {
  if (lines === 0) return [];
  return [
    `Drawback on ${counted(lines, "line")} with exported goods: ${dollars(refund)}; of what was paid on those goods ${dollars(barred)} is barred from it, and of ${dollars(unknown)} it is not known.`,
    ...(linesUnknown > 0
      ? [
          `What was paid on exported goods is not known of ${counted(linesUnknown, "line")}, left out of the sum.`,
        ]
      : []),
    ...(feesOpen > 0
      ? [
          `A fee is neither filed nor known on ${counted(feesOpen, "line")} with exported goods, and left out.`,
        ]
      : []),
  ];
}

const overlapNotes = ({ refundable, overpaid, drawback }: AuditTally): string[] =>
  [refundable, overpaid, drawback.refund].filter((sum) => sum > 0).length > 1
    ? [
        "One dollar may be overpaid, rest on an act held unlawful, and come back as drawback: these sums overlap.",
      ]
    : [];

const restsOn = (context: Context): string =>
  context
    .heldUnlawful()
    .map(
      ({ authority, on, citation }) =>
        `the ${context.names().authority(authority)}, held on ${on} not to authorize tariffs (${citation})`,
    )
    .join(" or ");
