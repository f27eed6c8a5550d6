/** What an audit says of all entries, in sentences. */
import type { Context } from "../../command.js";
import { comeBackNotes } from "./come-back-notes.js";
import { count, dollars, many } from "./finding.js";
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
    ...(both > 0
      ? [
          `On ${many(both, "line")} whose duty is both filed and known: ${sidesNote(sums.compared)}; overpaid ${dollars(sums.overpaid)}, underpaid ${dollars(sums.underpaid)}.`,
        ]
      : []),
    ...(sums.unfiled > 0
      ? [`No duty is filed on ${many(sums.unfiled, "line")} (filed_duty_usd, filed_layers).`]
      : []),
    ...fees,
    ...(late > 0
      ? [`The law was checked to ${asOf}; ${many(late, "line")} of later days extrapolate it.`]
      : []),
  ];
}
