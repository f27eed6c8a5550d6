/** A report of several scenarios: side by side, then each against its own baseline. */
import { type ComparedCase, comparison, runCases } from "../answers/compare.js";
import { parseGroupings } from "../answers/group.js";
import { answerScenario } from "../answers/scenario.js";
import type { Context } from "../command.js";
import { UserError } from "../errors.js";
import { escaped, listOf, tableOf } from "../formats/markup.js";
import { AS_PRINTED, CAPTION } from "./document.js";
import { fits, pageOf, tooLarge } from "./frame.js";
import { headlineOf } from "./headline.js";
import { lawEvents } from "./law-events.js";
import { ratesOf } from "./rates.js";
import { sharingOf } from "./sharing.js";
import { sourcesOf } from "./sources.js";
import { whoPays } from "./who-pays.js";

/** The page of several scenarios, which has no sliders. @throws {UserError} on what `scenario` would not run, or a page too large. */
export async function severalPage(cases: readonly ComparedCase[], context: Context): Promise<string> {
  const runs = await runCases(cases, "law", context);
  const beside = comparison(runs, undefined, context);
  const sectors = comparison(runs, parseGroupings("sector"), context);
  const own: string[] = [];
  for (const [at, one] of cases.entries()) own.push(...(await partsOf(one, at, context)));
  const scope = scopeOf(cases);
  /** The script alone: without sliders it needs no data. */
  const { script } = await context.page({ dataset: scope.dataset, origins: [], assume: [] });
  const page = await pageOf(
    beside.title,
    [
      ...beside.heading.map((line) => `<p class="soft">${escaped(line)}</p>`),
      `<h2>Side by side</h2><div id="beside" class="plain">${tableOf(beside, "Each held against the first")}</div>`,
      `<h2>By sector</h2><div id="chart"></div>`,
      `<div id="sectors">${tableOf(sectors, "Duty and rate by sector")}</div>`,
      `<p>Pages of one scenario have sliders: ${linesOf(cases)}.</p>`,
      ...own,
      ...(await eventsOf(cases, context)),
      ...(await sourcesOf(beside, scope, context)),
    ],
    { chart: ratesOf(sectors), sliders: null },
    { script, deflated: context.deflated },
  );
  if (fits(page)) return page;
  throw new UserError(tooLarge(page), { where: "report", hint: "name fewer scenarios" });
}

/** A scenario against its own baseline. */
async function partsOf({ name, text }: ComparedCase, at: number, context: Context): Promise<string[]> {
  const report = await answerScenario({ ...text, by: "sector" }, AS_PRINTED, context);
  return [
    `<section id="case-${at + 1}"><h2>${escaped(name)}: ${escaped(report.title)}</h2>`,
    `<p class="headline">${escaped(headlineOf(report))}</p>${listOf(report.heading)}`,
    `<div class="plain">${tableOf(report, `${name}: ${CAPTION.toLowerCase()}`)}</div>`,
    `<h3>Who pays</h3><div class="who-pays">${whoPays(report, sharingOf(context))}</div>`,
    "</section>",
  ];
}

/** How the law moved the rate of each trade that is asked about, once. */
async function eventsOf(cases: readonly ComparedCase[], context: Context): Promise<string[]> {
  const trades = new Map(
    cases.map(({ text: { origins, flows, assume } }) => [
      JSON.stringify([origins, flows, assume]),
      { origins, flows, assume },
    ]),
  );
  const told: string[] = [];
  for (const trade of trades.values()) told.push(...(await lawEvents(trade, context)));
  return told;
}

const linesOf = (cases: readonly ComparedCase[]): string =>
  cases.map(({ name }) => `<code>tariff-calc report ${escaped(name)}</code>`).join(", ");

/** Everything that any of them is about. */
function scopeOf(cases: readonly ComparedCase[]) {
  const texts = cases.map(({ text }) => text);
  return {
    dataset: texts[0]?.flows ?? "",
    origins: [...new Set(texts.flatMap(({ origins }) => origins))],
    assume: [...new Set(texts.flatMap(({ assume }) => assume))],
  };
}
