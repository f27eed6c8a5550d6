/** Tariffs at which US imports from a partner would equal US exports to it, by how much demand responds. */
import { decimal } from "../domain/units.js";
import { closingTariff, closingTariffUnder } from "../economics/bilateral.js";
import { type Step, shown } from "./balance-steps.js";
import type { Partner } from "./balance-table.js";

/** Of all imports after a year and in the long run, and of one partner as in the formula. */
const RESPONSES = [-0.76, -2, -4] as const;
const LONG_RUN = -2;

/** An example: the partner adds a tenth, and trade responds alike on both sides. */
const ANSWERED = { imports: LONG_RUN, exports: LONG_RUN, tariff: 0.1 } as const;

/** @param recorded The mean rate that the trade was recorded under, as a fraction; `null` if it is not known. */
export function closing({ balance: { exports, imports } }: Partner, recorded: number | null): Step[] {
  if (exports === null || imports === null || exports >= imports) return [];
  const balance = { exports, imports };
  const alone = RESPONSES.map((elasticity) =>
    step(
      `${elasticity}`,
      closingTariff(balance, 0, elasticity),
      `(exports / imports)^(1 / ${elasticity}) - 1: from no tariff`,
    ),
  );
  return [
    ...alone,
    ...(recorded === null ? [] : [fromRecorded(balance, recorded)]),
    step(
      `${LONG_RUN}, partner +10 %`,
      closingTariffUnder(balance, 0, ANSWERED),
      `the same as for ${LONG_RUN} with exports x 1.1^${LONG_RUN}`,
    ),
  ];
}

/** What is charged already moves the answer up: the tariff after is looked for, not what is added. */
function fromRecorded(balance: { exports: number; imports: number }, recorded: number): Step {
  const percent = decimal(100 * recorded)
    .toDecimalPlaces(2)
    .toFixed();
  return step(
    `${LONG_RUN}, from ${percent} %`,
    closingTariff(balance, recorded, LONG_RUN),
    `(1 + t0)(exports / imports)^(1 / ${LONG_RUN}) - 1; t0 the mean rate under which the trade was recorded`,
  );
}

const step = (when: string, tariff: number | null, how: string): Step => [
  `Closing rate, ${when}`,
  shown(tariff === null ? null : 100 * tariff, 1),
  ...["%", "model", how],
];
