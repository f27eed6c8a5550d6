/** Sentences say countries as people do: imports from the United Kingdom. Tables have the name alone. */
import { describe, expect, test } from "vitest";
import { reader } from "../shipped.js";
import { session } from "./session.js";

/** Countries that English has an article before. */
const NAMES = [
  ...["Bahamas", "British Virgin Islands", "Central African Republic", "Democratic Republic of the Congo"],
  ...["Dominican Republic", "European Union", "Gambia", "Marshall Islands", "Maldives", "Netherlands"],
  ...["Philippines", "Solomon Islands", "United Arab Emirates", "United Kingdom", "United States"],
];

/** A name after a word that goes on to it, or a comma of a list, without its article. */
const BARE = new RegExp(
  `(?:\\b(?:from|of|for|with|to|in|than|on|and|list|all others,|known:|origin:)|[a-z],) (?:${NAMES.join("|")})\\b`,
);

const QUESTIONS = [
  "balance --origin PH",
  "balance --origin GB",
  "balance --origin AE",
  "choose 8482.10.50.68 --value 10000 --from GB,PH,NL,CN",
  "choose 6109.10.00.12 --value 10000 --from PH,AE --claim USMCA",
  "choose --bom docs/examples/parts.csv --from GB,PH",
  "claims --origin PH",
  "claims 8703.23.01.40 --origin GB",
  "duty 8703.23.01.40 --origin GB --value 30000",
  "duty 8703.23.01.40 --origin PH --value 30000 --claim USMCA",
  "duty 9401.61.40 --origin US --value 100",
  "events --origin GB",
  "find ball bearings --origin PH",
  "measures --origin GB",
  "measures --adcvd --origin PH",
  "measures --bans --origin GB",
  "rate 7208.10.15.00 --origin NL --origin GB",
  "scenario --origin GB --origin PH --auto 15",
  "scenario --origin GB --date 2025-08-08",
  "scenario --origin GB --auto 20 --response elastic",
  "scenario --origin PH --product 87032301 --auto 15",
  "scenario --origin GB --view realised",
  "solve --origin GB --lever auto --target rate=6 --product 8703",
  "sweep --origin PH --lever reciprocal=0:20:10",
  "timeline --origin GB --realised --from 2025-07-01 --to 2025-09-01",
  "timeline --origin EU --from 2025-07-01 --to 2025-09-01",
  "timeline --origin GB --hts 8703.23.01.40 --from 2025-04-01 --to 2025-07-01",
  "when 8703.23.01.40 --origin GB --value 30000 --from 2025-04-01 --until 2025-08-01",
];

describe("countries in sentences", () => {
  test.each(QUESTIONS)("%s", async (question) => {
    const shown = await session(`$ tariff-calc ${question}`, 2000);
    expect(shown).toMatch(/United|Union|Philippines|Netherlands/);
    const sentences = shown.split("\n").filter((line) => !/^(?:Baseline|Scenario), [^:]*$/.test(line));
    expect(sentences.filter((line) => BARE.test(line))).toEqual([]);
  });

  test("tables have names without one", async () => {
    expect(await session("$ tariff-calc choose 8482.10.50.68 --value 10000 --from GB,PH", 140)).toMatch(
      / {2,}United Kingdom {2,}/,
    );
    expect(await session("$ tariff-calc balance --origin GB --origin PH", 140)).toMatch(
      /^\S+ +Philippines /m,
    );
  });

  test("the data say which", () => {
    const { origins, home = [] } = reader.json("origins.json");
    const called = new Map([...origins, ...home].map(({ name, article }) => [name, article]));
    expect(NAMES.filter((name) => called.get(name) !== "the")).toEqual([]);
    for (const name of ["Japan", "Germany", "Sudan", "Ukraine", "Puerto Rico", "Seychelles"])
      expect(called.get(name)).toBeUndefined();
  });
});
