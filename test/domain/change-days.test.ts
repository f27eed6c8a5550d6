/** What changed on a day: measures that came or went, and those whose exemptions or lists came to mean other goods. */
import { describe, expect, test } from "vitest";
import type { IsoDate } from "../../src/law/calendar.js";
import { changedOn, exemptionsChangedOn } from "../../src/law/days.js";
import type { Measure } from "../../src/law/measure.js";
import type { Country, Origin } from "../../src/law/origin.js";
import { shipped } from "../shipped.js";

const originOf = (code: string): Origin => shipped.origins.get(code as Country) as Origin;
const changed = (code: string, day: string, before: string): string[] =>
  changedOn(shipped, [originOf(code)], day as IsoDate, before as IsoDate, "law").map(({ id }) => id);

describe("Executive Order 14232 of March 6, 2025, freed goods of the USMCA of the fentanyl tariffs", () => {
  test.each([
    ["MX", ["ieepa/fentanyl-mexico", "ieepa/fentanyl-mexico-potash"], "9903.01.04"],
    [
      "CA",
      ["ieepa/fentanyl-canada", "ieepa/fentanyl-canada-energy", "ieepa/fentanyl-canada-potash"],
      "9903.01.14",
    ],
  ])("on goods of %s all of them changed", (code, ids, heading) => {
    expect(changed(code, "2025-03-07", "2025-03-06")).toEqual(ids);
    const freed = shipped.measures
      .filter(({ id }) => ids.includes(id))
      .flatMap((measure: Measure) => exemptionsChangedOn(measure, "2025-03-07" as IsoDate, "law"));
    expect(new Set(freed.map(({ exemption }) => exemption.heading))).toEqual(new Set([heading]));
  });
});

test("a list that a measure excepts changes what the measure means", () => {
  const [day, before] = ["2025-05-01", "2025-04-30"] as [IsoDate, IsoDate];
  const [model] = shipped.measures.filter(({ id }) => id === "ieepa/fentanyl-mexico") as [Measure];
  const listed = { id: "excepted", title: "", groups: [{ from: day, until: null, codes: ["0101"] }] };
  const versions = model.versions.map((version) => ({
    ...version,
    freedBy: [],
    covers: { ...version.covers, lists: [], exceptLists: ["excepted"] },
  }));
  const law = { ...shipped, measures: [{ ...model, versions }], lists: { get: () => listed } };
  expect(changedOn(law, [originOf("MX")], day, before, "law").map(({ id }) => id)).toEqual([model.id]);
});
