/** What of the duty paid may come back, in sentences. */
import type { Context } from "../../command.js";
import { dollars, many } from "./finding.js";
import type { AuditTally } from "./tally.js";

export const comeBackNotes = (tally: AuditTally, context: Context): string[] => [
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
        `the ${context.names().authority(authority)}, held on ${on} not to authorize tariffs (${citation})`,
    )
    .join(" or ");
