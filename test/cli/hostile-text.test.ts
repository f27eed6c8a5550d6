/** Texts of a user's files, whatever they hold, tell no terminal, page, picture or list in Markdown to do anything. */
import { describe, expect, test } from "vitest";
import { renderAnswer } from "../../src/cli/output.js";
import { formatUserError, UserError } from "../../src/contract/errors.js";
import type { Envelope, Report } from "../../src/contract/report.js";
import { forReader } from "../../src/contract/text.js";
import { decimal } from "../../src/law/units.js";
import { reader } from "../shipped.js";

/** Colours, the title of a window, a bell, C1, a text turned around, half a character, elements, cells and lines of others. */
const HOSTILE =
  '"><script>alert(1)</script>\u001b[31mred\u001b]0;title\u0007\u009b2J\u202eabc\u2066\ud800\ufffe\u0000|\\|`x`\n# y\r\tz';

const REPORT: Report = {
  title: HOSTILE,
  heading: [HOSTILE],
  columns: [
    { key: HOSTILE, title: HOSTILE, kind: "text", drop: 0 },
    { key: "rate", title: HOSTILE, kind: "rate", drop: 0 },
    { key: "all", title: HOSTILE, kind: "list", drop: 0 },
  ],
  rows: [
    [HOSTILE, decimal("0.1"), [HOSTILE, "b"]],
    [`${HOSTILE}2`, decimal("0.2"), ["c"]],
  ],
  total: { [HOSTILE]: HOSTILE, rate: decimal("0.15") },
  chart: { kind: "bars", along: [HOSTILE], views: { rate: ["rate"] } },
  further: [
    { title: HOSTILE, columns: [{ key: "k", title: HOSTILE, kind: "text", drop: 0 }], rows: [[HOSTILE]] },
  ],
  notes: [HOSTILE],
  facts: {},
};
const ENVELOPE: Envelope = {
  command: ["rate", HOSTILE],
  version: "1.2.3",
  lawAsOf: "2026-01-01",
  edition: reader.json("edition.json"),
  inputs: async () => [{ name: "in.csv", sha256: "00" }],
};
/** Besides ends of lines and tabs. */
const CONTROLS = /[^\P{C}\n\t\u00ad\u200b-\u200d\u2060-\u2064\ufeff]/u;

describe("nothing but text is left in", () => {
  test.each(["table", "chart", "markdown", "html", "svg"])("%s", async (format) => {
    const chunks = await renderAnswer(REPORT, { format }, () => ENVELOPE, { width: 100, color: false });
    let printed = "";
    for await (const chunk of chunks) printed += chunk;
    expect(printed).not.toMatch(CONTROLS);
    if (format !== "table" && format !== "chart") expect(printed).not.toMatch(/<script/i);
    if (format === "html") expect(printed).toContain('data-key="&quot;&gt;&lt;script&gt;');
  });

  test("a message", () => {
    const error = new UserError(`got ${HOSTILE}`, { where: HOSTILE, hint: HOSTILE });
    for (const live of [true, false])
      expect(forReader(formatUserError(error), { live, look: { width: 80 } })).not.toMatch(CONTROLS);
  });
});

test("a cell of Markdown ends where its text does", async () => {
  const cell = "a\\|b|c";
  const report: Report = { ...REPORT, rows: [[cell, null, null]], total: null, further: [] };
  const [printed] = (await renderAnswer(report, { format: "markdown" }, () => ENVELOPE, {
    width: 100,
    color: false,
  })) as string[];
  expect(printed).toContain("| a\\\\\\|b\\|c |");
});
