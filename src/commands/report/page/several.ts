/** Several scenarios as one page: side by side, then each with tables of its own. */
import type { Context } from "../../../contract/command.js";
import type { Report } from "../../../contract/report.js";
import { escaped, tableOf } from "../../../formats/markup.js";
import { answerCompare, type ComparedCase } from "../../compare/answer.js";
import { bySector, rateOverTime, sourcesOf } from "./document.js";
import { checkSize, pageOf } from "./frame.js";
import { comparedDrawings, type Drawing } from "./payload.js";
import { headOf, notesIn, sectorChart, sectorsOf } from "./sections.js";

/** A scenario of several, and where a mistake in it is reported. */
export interface PageCase extends ComparedCase {
  readonly placed: (error: unknown) => unknown;
}

interface Section {
  readonly html: readonly string[];
  readonly charts: readonly Drawing[];
}

const NO_SLIDERS =
  "Duty and rate side by side are those of each scenario; its section below holds it against its own baseline. A page of several scenarios has no sliders; a report of one of them has.";

/** Two scenarios or more, without sliders. @throws {UserError} on what `scenario` would not run, or a page too large. */
export async function severalPage(cases: readonly PageCase[], context: Context): Promise<string> {
  const sections: Section[] = [];
  const courses = new Map<string, string>();
  for (const [index, one] of cases.entries())
    sections.push(await sectionOf(one, `-${index + 1}`, courses, context));
  const compared = await answerCompare(cases, { by: undefined, view: "law" }, context);
  const body = [
    ...besideOf(compared, cases),
    ...sections.flatMap(({ html }) => html),
    ...(await sourcesOf(
      cases.map(({ text }) => text),
      context,
    )),
  ];
  const drawn = comparedDrawings(compared, ["compared-rates", "compared-duty"]);
  const charts = [...drawn, ...sections.flatMap((section) => section.charts)];
  const { script } = await context.page({ dataset: cases[0]?.text.flows ?? "", origins: [] });
  const page = await pageOf(compared.title, body, script, { charts, sliders: null }, context);
  return checkSize(page, "report", "ask for fewer scenarios");
}

/** What the page has, and its scenarios side by side. */
function besideOf(compared: Report, cases: readonly ComparedCase[]): string[] {
  const links = cases.map(
    ({ name, text }, index) =>
      `<li><a href="#scenario-${index + 1}">${escaped(name)}</a>: ${escaped(text.title)}</li>`,
  );
  const chart = (id: string, title: string): string =>
    `<div><h3>${title}</h3><div id="${id}" class="chart short"></div></div>`;
  return [
    `<h1>${escaped(compared.title)}</h1><nav aria-label="Scenarios"><ol>${links.join("\n")}</ol></nav><h2>Side by side</h2>`,
    `<div class="pair">${chart("compared-rates", "Rate, of imports")}${chart("compared-duty", "Duty, a year")}</div>`,
    `<div id="compared" class="plain">${tableOf(filledSection(compared), compared.title)}</div><p class="soft">${lowerBoundsOf(compared)}${NO_SLIDERS}</p>`,
  ];
}

/** Without the column of changes where no scenario has any. */
function filledSection(compared: Report): Report {
  const place = compared.columns.findIndex(({ key }) => key === "changes");
  if (compared.rows.some((cells) => cells[place] !== "")) return compared;
  const kept = <T>(all: readonly T[]): T[] => all.filter((_, index) => index !== place);
  return { ...compared, columns: kept(compared.columns), rows: compared.rows.map(kept) };
}

/** Names the scenarios of which a part cannot be computed. */
function lowerBoundsOf({ columns, rows }: Report): string {
  const place = columns.findIndex(({ key }) => key === "at_least");
  const names = rows.filter((cells) => cells[place] === true).map(([name]) => String(name));
  return names.length === 0
    ? ""
    : `Lower bounds, since part of the goods have duties that cannot be computed: ${escaped(names.join(", "))}. `;
}

/** The tables of one scenario. A course of the law that an earlier section has is named, not shown again. */
async function sectionOf(
  { name, text, placed }: PageCase,
  suffix: string,
  courses: Map<string, string>,
  context: Context,
): Promise<Section> {
  const report = await bySector(text, context).catch((error: unknown) => {
    throw placed(error);
  });
  const place = { heading: "h3", suffix, of: `, scenario ${suffix.slice(1)}: ${name}` } as const;
  const course = await rateOverTime(text, place, context);
  const told = courses.get(course.key);
  if (course.key !== "" && told === undefined) courses.set(course.key, name);
  const law =
    told === undefined ? course.html : [`<p>How the law moved the rate is told under ${escaped(told)}.</p>`];
  const title = name === report.title ? name : `${name}: ${report.title}`;
  const html = [
    `<section class="scenario" id="scenario${suffix}" aria-labelledby="name${suffix}"><h2 id="name${suffix}">${escaped(title)}</h2>`,
    ...[...headOf(report, suffix), ...sectorsOf(report, place, context), ...law],
    ...[...notesIn(report.notes, place), "</section>"],
  ];
  return { html, charts: [sectorChart(report, suffix), ...(told === undefined ? course.charts : [])] };
}
