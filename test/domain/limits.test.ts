/** A measure kept to some goods and from the others is the measure. */
import { describe, expect, test } from "vitest";
import { keptFrom, keptTo, withVersions } from "../../src/law/change.js";
import type { Limits, Measure } from "../../src/law/measure.js";

const EARLIER: Limits = { origins: ["CN"], products: [] };
const versions = ["2025-01-01", "2026-01-01"].map((from) => ({
  from,
  covers: { origins: ["*"], within: [EARLIER], beyond: [EARLIER] },
}));
const measure = { id: "section-232/made-up", title: "Made up", versions } as unknown as Measure;

const limitsOf = ({ versions: own }: Measure) => own.map(({ covers }) => [covers.within, covers.beyond]);

describe.each<Limits>([
  { origins: ["JP"], products: [] },
  { origins: [], products: ["8703"] },
  { origins: ["JP"], products: ["8703"] },
])("limited to $origins $products", (limits) => {
  test("every version is kept to them, besides the limits it had", () => {
    const kept = keptTo(measure, limits);
    expect(limitsOf(kept)).toEqual([
      [[EARLIER, limits], [EARLIER]],
      [[EARLIER, limits], [EARLIER]],
    ]);
  });

  test("every version is kept from them, besides the limits it had", () => {
    expect(keptFrom(measure, limits).map(limitsOf)).toEqual([
      [
        [[EARLIER], [EARLIER, limits]],
        [[EARLIER], [EARLIER, limits]],
      ],
    ]);
  });

  test("nothing else of it changes", () => {
    const [first] = keptTo(measure, limits).versions;
    expect(first).toMatchObject({ from: "2025-01-01", covers: { origins: ["*"] } });
    expect(keptFrom(measure, limits)[0]).toMatchObject({ id: measure.id, title: measure.title });
    expect(keptFrom(measure, limits)[0]?.versions[1]).toMatchObject({
      from: "2026-01-01",
      covers: { origins: ["*"] },
    });
  });
});

test("where nothing limits, nothing is left beyond", () => {
  expect(keptFrom(measure, { origins: [], products: [] })).toEqual([]);
});

test("versions are changed one by one, and the measure given stays as it was", () => {
  const later = withVersions(measure, (version) => ({ ...version, heading: `after ${version.from}` }));
  expect(later.versions.map(({ heading }) => heading)).toEqual(["after 2025-01-01", "after 2026-01-01"]);
  expect(measure.versions.map(({ heading }) => heading)).toEqual([undefined, undefined]);
});
