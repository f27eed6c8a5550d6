/** What a page does with the library: it is bundled for a browser and run in one. */

import { assess, type DataFiles, entryOf, openData, price, sectorTotals } from "../../src/pure.js";

export interface PageAnswer {
  readonly imports: string;
  readonly before: string;
  readonly after: string;
  readonly sectors: Readonly<Record<string, string>>;
  readonly car: string | undefined;
}

/** Japan's trade of 2024 under the law of a day, and with levers set. */
export function answer(files: DataFiles, date: string, levers: Readonly<Record<string, string>>): PageAnswer {
  const data = openData(files);
  const flows = [data.flow("us-imports-2024", "JP")];
  const settings = { date, assume: data.assumptions(["metal-content", "observed-base"]) };
  const before = price(data.schedule, flows, settings);
  const after = price(data.schedule, flows, { ...settings, changes: data.changes(levers) });
  const sectors = sectorTotals(data.schedule, after, data.sectors);
  const car = entryOf({ hts: "8703.23.01", origin: "JP", date, value: "30000" });
  return {
    imports: after.imports.toFixed(),
    before: before.duty.toFixed(),
    after: after.duty.toFixed(),
    sectors: Object.fromEntries([...sectors].map(([id, { duty }]) => [id, duty.toFixed()])),
    car: assess(car, data.schedule)?.duty.toFixed(2),
  };
}
