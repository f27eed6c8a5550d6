/** A report as one file that needs no other: document, style, data and script. */
import type { Context } from "../../../contract/command.js";
import { UserError } from "../../../contract/errors.js";
import { documentOf, STYLE } from "../../../formats/markup.js";
import type { Payload } from "./payload.js";

/** Mail programs and browsers take a file of this size. */
const MOST_BYTES = 2_000_000;

/** A document with its data and the script that reads it. `body` is HTML. */
export async function pageOf(
  title: string,
  body: readonly string[],
  script: string,
  payload: Payload,
  context: Context,
): Promise<string> {
  const carried = [
    `<script type="text/plain" id="data">${await context.deflated(JSON.stringify(payload))}</script>`,
    `<script type="module">${script.replaceAll("</script", "<\\/script")}</script>`,
  ];
  return documentOf(title, PAGE_STYLE, [...body, ...carried].join("\n"));
}

const sizeOf = (page: string): number => new TextEncoder().encode(page).length;

export const fits = (page: string): boolean => sizeOf(page) < MOST_BYTES;

/** The page itself. @throws {UserError} if mail programs would not take it. */
export function checkSize(page: string, where: string, hint: string): string {
  if (fits(page)) return page;
  throw new UserError(`the page would have ${sizeOf(page)} bytes; expected less than ${MOST_BYTES}`, {
    where,
    hint,
  });
}

// One style for screens of any width, light and dark, and for paper.

const PAGE_STYLE = `${STYLE}
.chart{width:100%;height:34rem}.chart.short{height:18rem}fieldset{border:1px solid var(--line);margin:.5rem 0;padding:.5rem}legend{padding:0 .3rem}
input[type=range]{width:min(20rem,55vw);vertical-align:middle}output{display:inline-block;min-width:5rem}
button,select{font:inherit;color:inherit;background:transparent;border:1px solid var(--line);border-radius:.25rem;padding:.15rem .5rem}
select option{color:var(--ink);background:var(--paper)}th button{border:0;padding:0;font-weight:600;text-align:inherit;cursor:pointer;text-decoration:underline dotted}
#levers{display:grid;gap:.5rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,30rem),1fr))}fieldset{min-width:0}
.pair{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr))}.pair>div{min-width:0}h3{font-size:1.05rem;margin:1.5rem 0 .3rem}
section.scenario{border-top:2px solid var(--line);margin-top:2.5rem}li{overflow-wrap:anywhere}data{white-space:nowrap}.course td:last-child{min-width:14rem}
th[scope=row]{min-width:6.6rem}#levers[hidden]{display:none}.headline{font-size:1.25rem}.sectors th,.sectors td{padding:.3rem .35rem}summary{cursor:pointer}.scroll+button{margin-top:.5rem}
@media print{#move,nav{display:none}th button{display:inline!important}section.scenario{break-before:page}}`;
