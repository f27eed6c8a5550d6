/** Events ahead of the law: that which the law is said to have is in it, and each is named for the goods it touches. */
import { describe, expect, test } from "vitest";
import { inWords } from "../../src/commands/common/law-words.js";
import { priceScenario } from "../../src/commands/scenario/answer.js";
import { toChanges } from "../../src/contract/measure-text.js";
import { questionOf } from "../../src/contract/question.js";
import { createContext } from "../../src/data/context.js";
import { assess } from "../../src/law/assess.js";
import type { IsoDate } from "../../src/law/calendar.js";
import { daysOfLaw } from "../../src/law/days.js";
import { type Entry, NOTHING_STATED } from "../../src/law/entry.js";
import { type LawEvent, touches } from "../../src/law/event.js";
import type { Country, Origin } from "../../src/law/origin.js";
import { usd } from "../../src/law/units.js";
import { sumsWhere } from "../../src/trade/tally.js";
import { session } from "../cli/session.js";
import { rowsOf } from "../rows-of.js";
import { DATA, reader, shipped } from "../shipped.js";

const context = createContext(DATA, "0");

const { events } = reader.json("events.json");
const days: readonly string[] = daysOfLaw(shipped, "law");

test.each(events.filter(({ inLaw }) => inLaw === "yes"))("the law changes on the day of $id", ({ on }) => {
  expect(days).toContain(on);
});

test.each(events.flatMap(({ id, lists = [] }) => lists.map((list) => [id, list])))(
  "%s: there is a list %s",
  (_, list) => {
    expect(shipped.lists.get(list as string)).toBeDefined();
  },
);

test.each(events.flatMap(({ id, readings = [] }) => readings.map((reading) => [id, reading])))(
  "%s: there is a reading %s",
  (_, reading) => {
    const known = context
      .contestedLaw()
      .measures.flatMap(({ contested = [] }) => contested.map((one) => one.id));
    expect(known).toContain(reading);
  },
);

/**
 * The truce with China after 2026-11-09: the printed law first (90 FR 55232 ends the exclusions, 90 FR 50947 the suspension
 * of the maritime action, both after 2026-11-09), and as if both lasted through 2027-01-10 as was announced.
 */
const TRUCE = rowsOf(`
measure | hts        | of | claim              | date       | printed | prolonged
chassis | 8716390090 | CN | intermodal-chassis | 2026-11-09 | none    | none
chassis | 8716390090 | CN | intermodal-chassis | 2026-11-10 | 100%   | none
chassis | 8716390090 | CN | intermodal-chassis | 2027-01-10 | 100%   | none
chassis | 8716390090 | CN | intermodal-chassis | 2027-01-11 | 100%   | 100%
chassis | 8716390090 | MX | intermodal-chassis | 2026-11-10 | none    | none
list-1  | 8483509040 | CN |                    | 2026-11-09 | none    | none
list-1  | 8483509040 | CN |                    | 2026-11-10 | 25%    | none
list-1  | 8483509040 | CN |                    | 2027-01-10 | 25%    | none
list-1  | 8483509040 | CN |                    | 2027-01-11 | 25%    | 25%
list-1  | 8483509040 | VN |                    | 2026-11-10 | none    | none
`);

test.each(TRUCE)("%s on %s of %s claiming %s on %s: %s by the printed law, %s by the truce", (...row) => {
  const [name, hts, origin, claim, date, printed, prolonged] = row;
  const other = context.withReadings(["china-exclusions-go-on", "maritime-revival"]);
  const duties = [context, other].map((world) => {
    const claims = new Set(claim ? [claim] : []);
    const entry = { ...NOTHING_STATED, hts, origin, date, claims, value: usd(100) } as unknown as Entry;
    const own = (assess(entry, world.schedule(), "law")?.layers ?? []).filter(
      ({ measure, fate }) => measure.id === `section-301/china-${name}` && fate.outcome === "charged",
    );
    return own.map(({ duty }) => inWords(duty)).join() || "none";
  });
  expect(duties).toEqual([printed, prolonged]);
});

const CASES = rowsOf(`
event                 | hts        | of | claims | touches
cabinets-step         | 9403409060 | VN |        | true
cabinets-step         | 9403       | VN |        | true
cabinets-step         | 8703230160 | VN |        | false
nicaragua-step        | 6109100012 | NI |        | true
nicaragua-step        | 6109100012 | HN |        | false
truce-ends            | 8483509040 | CN |        | true
truce-ends            | 8483509040 | VN |        | false
agoa-haiti-end        | 6109100012 | LS | AGOA   | true
agoa-haiti-end        | 6109100012 | LS |        | false
agoa-haiti-end        | 6109100012 | VN | AGOA   | false
china-exclusions-end  | 8483509040 | CN |        | true
china-exclusions-end  | 8483509040 | VN |        | false
de-minimis-repeal     | 6109100012 | CN |        | false
`);

test.each(CASES)("%s on %s of %s claiming %s: %s", (id, hts = "", of, claims, expected) => {
  const event = events.find((one) => one.id === id) as LawEvent;
  const origin = shipped.origins.get(of as Country) as Origin;
  const goods = { hts, origin, claims: new Set(claims ? [claims] : []) };
  expect(String(touches(event, goods, shipped.lists))).toBe(expected);
});

/** Note 37(c) and (d): 15% in all for Japan stays, 25% becomes 30% for the rest on 2027-01-01 (Proclamation 10976). */
const MOVES = rowsOf(`
hts        | of | date       | ahead
9401616011 | VN | 2026-10-09 | true
9401616011 | JP | 2026-10-09 | false
9401616011 | VN | 2025-12-01 | false
9401616011 | VN | 2027-01-01 | false
`);

test.each(MOVES)("duty on %s of %s on %s: names the step of 2027: %s", async (hts, of, day, ahead) => {
  const text = await session(`$ tariff-calc duty ${hts} --origin ${of} --value 1000 --date ${day}`, 100);
  expect(String(text.includes("Ahead: 2027-01-01, Upholstered wooden furniture"))).toBe(ahead);
});

describe("a lever on a pending action", () => {
  const asked = (origin: readonly string[], levers: readonly [string, string][]) =>
    questionOf(null, { origin, date: "2026-10-09" as IsoDate }, new Map(levers), context);
  const sums = async (origin: readonly string[], ...levers: [string, string][]) => {
    const { run } = await priceScenario(await asked(origin, levers), "law", undefined, context);
    return sumsWhere(run.changed, ({ status }) => status !== "outside");
  };
  const OIL: [string, string] = ["russia-oil", "100@CN,IN"];

  test("adds its rate on all goods of the origins named, and nothing on others", async () => {
    const named = await sums(["CN", "IN"]);
    const added = (await sums(["CN", "IN"], OIL)).duty.minus(named.duty);
    expect(added.toFixed()).toBe(named.imports.toFixed());
    const beside = (await sums(["CN", "IN", "JP"], OIL)).duty.minus((await sums(["CN", "IN", "JP"])).duty);
    expect(beside.toFixed()).toBe(added.toFixed());
  });

  test("asks whose goods, where the act leaves it open", async () => {
    await expect(sums(["CN"], ["russia-oil", "100"])).rejects.toThrow("whose goods");
  });

  test("is enacted once, however often it is set", async () => {
    const { changes } = await asked(["VN"], [["vietnam", "10"]]);
    const again = { do: "set" as const, lever: "vietnam", rate: "20", origins: ["VN"] };
    const made = toChanges([...changes.filter((change) => change.do === "set"), again], context.levers());
    expect(made.map((change) => change.do).filter((kind) => kind === "enact")).toHaveLength(1);
  });
});
