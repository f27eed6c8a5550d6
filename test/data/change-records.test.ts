/** Change records: those of the Commission lead from the last whole edition to the law of today, and ours find what moved. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { apart, noteChanges, notesIn } from "../../src/commands/data/notes.js";
import { answerRecord } from "../../src/commands/data/record.js";
import { rateChanges, sideOn } from "../../src/commands/data/tariff.js";
import { createContext } from "../../src/data/context.js";
import { readerOver } from "../../src/data/overlay/overlaid-reader.js";
import type { IsoDate } from "../../src/law/calendar.js";
import { DATA, reader, shipped } from "../shipped.js";

/** 2026 Revision 10, the last edition that was read whole. */
const WHOLE = "2026-06-08" as IsoDate;
const { records } = reader.json("changes.json");
const changes = records.flatMap((record) => record.changes);
const named = (of: string, nature: string): string[] =>
  changes.filter((one) => one.of === of && one.nature === nature).flatMap(({ what }) => what);

describe("replay: Revision 10 with the change records of Revisions 11 to 20, and what the notice of Revision 21 says", () => {
  const context = createContext(DATA, "0");
  const [before, after] = [sideOn(context, WHOLE, ""), sideOn(context, shipped.asOf, "")];

  test("has the numbers of today", () => {
    const gone = new Set(named("number", "ended"));
    const replayed = [...before.numbers()].filter((number) => !gone.has(number));
    expect([...replayed, ...named("number", "established")].sort()).toEqual([...after.numbers()].sort());
    for (const number of gone) expect(before.numbers()).toContain(number);
  });

  test("has the rates of today: no record moves one", () => {
    expect(named("rate", "modified")).toEqual([]);
    expect(rateChanges(before, after)).toEqual([]);
  });

  test("has the headings of today", () => {
    const replayed = [...before.headings().keys(), ...named("heading", "established")];
    const gone = [...before.headings().keys()].filter((heading) => !after.headings().has(heading));
    expect(replayed.filter((heading) => !gone.includes(heading)).sort()).toEqual(
      [...after.headings().keys()].sort(),
    );
  });

  test("names headings that a measure has from the day of the record on", () => {
    const headings = new Map(
      changes
        .filter(({ of, nature }) => of === "heading" && nature === "established")
        .flatMap(({ what, on }) => what.map((one) => [one, on])),
    );
    const charged = shipped.measures.flatMap(({ id, versions }) =>
      versions.flatMap(({ heading, from }) =>
        headings.has(heading) && from < (headings.get(heading) ?? "") ? [`${id} ${heading} ${from}`] : [],
      ),
    );
    expect(charged).toEqual([]);
  });
});

/** In the form of the chapter as the Commission prints it. */
const EARLIER = `
 SUBCHAPTER III
U.S. Notes
16. (a)  Except as provided in heading 9903.85.67, headings 9903.82.02 and
         (vvv) of this note provide the ordinary customs duty.
   (h)  Heading 9903.82.18 applies to articles of steel described in subdivision (c)(iii).
   (i)  Heading 9903.82.19 applies to articles of aluminum:
        (1) smelted and cast in Canada or Mexico.
U.S. Notes (con.)
        (2) qualify for preferential treatment.
20. (a) Products of China.
9903.82.18  1/  Certain articles of steel......... 1/   no change   25%
`;
const LATER = EARLIER.replace("Canada or Mexico", "Canada")
  .replace("no change   25%", "no change   30%")
  .replace("20. (a)", "20. (b) New words.\n(a)");

describe("notes", () => {
  test("are read by subdivision, across pages, and headings beside them", () => {
    expect([...notesIn(EARLIER).keys()]).toEqual([
      ...["note 16(a)", "note 16(h)", "note 16(i)", "note 16(i)(1)", "note 16(i)(2)", "note 20(a)"],
      "heading 9903.82.18",
    ]);
  });

  test("that are the same have no differences, however they are set", () => {
    expect(
      noteChanges(
        notesIn(EARLIER),
        notesIn(EARLIER.replaceAll("  ", " ").replace("9903.82.18 1/", "9903.82.18  ")),
      ),
    ).toEqual([]);
  });

  test("that differ are named by subdivision, with the words that do", () => {
    const moved = noteChanges(notesIn(EARLIER), notesIn(LATER)).map(({ place, before, after }) => [
      place,
      ...apart(before, after),
    ]);
    expect(moved).toContainEqual([
      ...["note 16(i)(1)", "and cast in Canada or Mexico.", "and cast in Canada."],
    ]);
    expect(moved.map(([place]) => place)).toContain("heading 9903.82.18");
  });
});

describe("data record --into", () => {
  const work = mkdtempSync(join(tmpdir(), "tariff-calc-record-"));
  afterAll(() => rmSync(work, { recursive: true }));

  test("writes a folder that is sound, and whose reviews change no duty", async () => {
    const into = join(work, "notes");
    const notes = ["earlier", "later"].map((which) => `test/cli/files/notes-${which}.txt`);
    const asked = { names: [], notes, date: shipped.asOf, into };
    const { facts } = await answerRecord(asked, createContext(DATA, "0"));
    expect(facts.measures).toContain("section-232/metals-canada-mexico-steel");
    const over = createContext(DATA, "0", readerOver(DATA, [into]));
    expect(over.schedule().measures).toEqual(shipped.measures);
    expect(
      over
        .data()
        .json("changes.json")
        .records[0]?.changes.map(({ what }) => what),
    ).toEqual([...[["note 16(h)(1)"], ["9903.82.18"]]]);
  });
});
