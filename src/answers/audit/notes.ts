/** What an audit says of all entries, in sentences. */
import type { Context } from "../../command.js";
import { count, dollars } from "./finding.js";
import type { Status } from "./line.js";
import { type AuditTally, NOT_BY_NUMBER, type Sides } from "./tally.js";

/** What was filed and owed, by fee and authority, and what of it may come back. */
export const auditNotes = (
  tally: AuditTally,
  authorities: readonly (readonly [string, Sides])[],
  context: Context,
): string[] => [
  ...comparedNotes(tally, context),
  ...authorities.map(([authority, sides]) => `${titleOf(authority, context)}: ${sidesNote(sides)}.`),
  ...refundNotes(tally, context),
  ...drawbackNotes(tally.drawback),
  ...overlapNotes(tally),
];

const many = (number: number, one: "line" | "entry"): string =>
  `${count(number)} ${number === 1 ? one : PLURALS[one]}`;
const PLURALS = { line: "lines", entry: "entries" } as const;
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
    (status) => `${count(statuses[status])} ${STATUSES[status]}`,
  );
  const both = statuses.agrees + statuses.overpaid + statuses.underpaid;
  const fees = context.fees().fees.flatMap(({ title }, index) => {
    const sum = sums.fees[index];
    return sum && sum.entries > 0
      ? [`${title}: ${sidesNote(sum)}, on ${many(sum.entries, "entry")} where both are known.`]
      : [];
  });
  const { asOf } = context.schedule();
  return [
    `${many(lines, "line")} of ${many(entries, "entry")}: ${each.join(", ")}.`,
    `On ${many(both, "line")} whose duty is both filed and known: ${sidesNote(sums.compared)}; overpaid ${dollars(sums.overpaid)}, underpaid ${dollars(sums.underpaid)}.`,
    ...fees,
    ...(late > 0
      ? [`The law was checked to ${asOf}; ${many(late, "line")} of later days extrapolate it.`]
      : []),
  ];
}

function refundNotes({ refundable, refundableUnknown }: AuditTally, context: Context): string[] {
  return [
    ...(refundable > 0
      ? [
          `${dollars(refundable)} of what was paid rests on ${restsOn(context)}. Whether and how it is paid back is not decided by this program.`,
        ]
      : []),
    ...(refundableUnknown > 0
      ? [
          `What rests on an act held unlawful is not known of ${many(refundableUnknown, "line")}, left out of the sum.`,
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
    `Drawback on ${many(lines, "line")} with exported goods: ${dollars(refund)}; of what was paid on those goods ${dollars(barred)} is barred from it, and of ${dollars(unknown)} it is not known.`,
    ...(linesUnknown > 0
      ? [
          `What was paid on exported goods is not known of ${many(linesUnknown, "line")}, left out of the sum.`,
        ]
      : []),
    ...(feesOpen > 0
      ? [`A fee is neither filed nor known on ${many(feesOpen, "line")} with exported goods, and left out.`]
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
        `the ${context.names().authority(authority)}, which does not authorize tariffs by the ruling of ${on} (${citation})`,
    )
    .join(" or ");
