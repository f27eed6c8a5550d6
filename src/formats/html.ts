import { type Format, pageReports, type Report } from "../contract/report.js";
import { moneyUnit } from "./cells.js";
import { documentOf, escaped, factsOf, listOf, STYLE, tableOf } from "./markup.js";

/** A page of its own that needs no other file. */
const html: Format = {
  name: "html",
  summary: "a page with an accessible table, heading and notes",
  endings: [".html", ".htm"],
  render(report, { version, lawAsOf }) {
    const made = `<p class="soft">tariff-calc ${escaped(version)}, law as of ${escaped(lawAsOf)}</p>`;
    const pages = pageReports(report).map((page) => [...partsOf(page), made].filter(Boolean).join("\n"));
    const body = report.pages ? pages.map((page) => `<section class="page">\n${page}\n</section>`) : pages;
    return documentOf(report.title, STYLE, [...body, factsOf(report.facts)].filter(Boolean).join("\n"));
  },
};

const partsOf = (report: Report): string[] => [
  `<h1>${escaped(report.title)}</h1>`,
  ...report.heading.map((line) => `<p class="soft">${escaped(line)}</p>`),
  tableOf(report, report.title),
  ...(report.further ?? []).map((one) =>
    tableOf({ ...report, ...one, total: null }, one.title, moneyUnit(report)),
  ),
  listOf(report.notes),
];

export default html;
