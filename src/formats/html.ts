import type { Format } from "../contract/report.js";
import { moneyUnit } from "./cells.js";
import { documentOf, escaped, listOf, STYLE, tableOf } from "./markup.js";

/** A page of its own that needs no other file. */
const html: Format = {
  name: "html",
  summary: "a page with an accessible table, heading and notes",
  endings: [".html", ".htm"],
  render(report, { version, lawAsOf }) {
    const { title, heading, notes } = report;
    const body = [
      `<h1>${escaped(title)}</h1>`,
      ...heading.map((line) => `<p class="soft">${escaped(line)}</p>`),
      tableOf(report, title),
      ...(report.further ?? []).map((one) =>
        tableOf({ ...report, ...one, total: null }, one.title, moneyUnit(report)),
      ),
      listOf(notes),
      `<p class="soft">tariff-calc ${escaped(version)}, law as of ${escaped(lawAsOf)}</p>`,
    ];
    return documentOf(title, STYLE, body.filter(Boolean).join("\n"));
  },
};

export default html;
