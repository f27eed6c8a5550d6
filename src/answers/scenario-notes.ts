/** Notes of a scenario beside those of its figures: of its changes, of entries, of goods known in part. */
import type { Context } from "../command.js";
import type { Country } from "../domain/country.js";
import { partlyMeant } from "../domain/only-products.js";
import type { Assumptions } from "../domain/priced.js";
import type { Scenario } from "../domain/scenario.js";
import type { Schedule } from "../domain/schedule.js";
import { grouped } from "../numbers.js";
import type { ScenarioText } from "../texts/scenario.js";
import { idleIds, replacedIds } from "./check-changes.js";
import type { Book } from "./entries/book.js";
import type { ScenarioRun } from "./run-scenario.js";

/** What a reader of priced entries should know. */
export const bookNotes = ({ invalid }: Book, { date }: ScenarioText): string[] => [
  `All entries are priced as if entered on ${date}, with what their rows state; duty is not rounded by line.`,
  ...(invalid > 0
    ? [`Rows left out because they cannot be read: ${invalid}; \`duty --file\` tells why.`]
    : []),
];

type TradeMeant = Pick<Scenario, "products" | "flows" | "origins">;

/** What a reader of a priced year of trade should know. */
export const tradeNotes = (
  text: ScenarioText,
  scenario: TradeMeant,
  assume: Assumptions,
  context: Context,
): string[] => [
  ...partlyMeantNotes(scenario, assume, context),
  ...(text.products ? [] : actualNotes(scenario.origins, context)),
];

/** What became of changes that replaced or reached nothing. */
export const changeNotes = (run: ScenarioRun, schedule: Schedule): string[] => [
  ...replacedIds(run.scenario.changes, schedule).map(
    (id) => `${id} of the law is replaced by the measure of that id given.`,
  ),
  ...idleIds(run).map((id) => `${id} is charged on none of these imports.`),
];

/** Goods known only by chapter, of which nothing says how many are of the products asked about. */
function partlyMeantNotes(
  { products = [], flows, origins }: TradeMeant,
  { productMix }: Assumptions,
  context: Context,
): string[] {
  if (products.length === 0 || productMix) return [];
  const dollars = origins.reduce(
    (sum, origin) => sum + partlyMeant(context.flow(flows, origin), products),
    0,
  );
  return dollars === 0
    ? []
    : [
        `$${grouped(String(dollars))} of goods known only by chapter may be of these products; they are left out.`,
      ];
}

/** More origins than this and the notes would bury the table. */
const MOST_NOTES = 3;

/** What customs calculated, beside what the law says: statutory is not collected. */
function actualNotes(origins: readonly Country[], context: Context): string[] {
  if (origins.length > MOST_NOTES) return [];
  return origins.flatMap((origin) => {
    const actual = context.latestActual(origin);
    if (!actual) return [];
    const rate = ((actual.duty / actual.value) * 100).toFixed(1);
    const name = context.schedule().origins.get(origin)?.name;
    return [
      `Statutory is not collected: customs calculated ${rate} % on all imports from ${name} in ${actual.month}.`,
    ];
  });
}
