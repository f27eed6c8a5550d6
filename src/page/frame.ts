/** What all report pages are set in. */
import { documentOf, escaped, STYLE } from "../formats/markup.js";
import type { Payload } from "./payload.js";

/** Mail programs and browsers take a file of this size. */
const MOST_BYTES = 2_000_000;

const PAGE_STYLE = `${STYLE}
#chart{width:100%;height:34rem}fieldset{border:1px solid var(--line);margin:.5rem 0;padding:.5rem}legend{padding:0 .3rem}
input[type=range]{width:min(20rem,55vw);vertical-align:middle}output{display:inline-block;min-width:5rem}
button,select{font:inherit;color:inherit;background:transparent;border:1px solid var(--line);border-radius:.25rem;padding:.15rem .5rem}
select option{color:var(--ink);background:var(--paper)}th button{border:0;padding:0;font-weight:600;text-align:inherit;cursor:pointer;text-decoration:underline dotted}
#levers{display:grid;gap:.5rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,30rem),1fr))}fieldset{min-width:0}
th[scope=row]{min-width:6.6rem}#levers[hidden]{display:none}#headline,.headline{font-size:1.25rem}#sectors th,#sectors td{padding:.3rem .35rem}summary{cursor:pointer}.scroll+button{margin-top:.5rem}@media print{#move{display:none}th button{display:inline!important}}`;

/** The script of pages, and how what it reads is packed. */
export interface Packing {
  readonly script: string;
  deflated(text: string): Promise<string>;
}

/** A page of parts in HTML, with its script and what that reads. */
export const pageOf = async (
  title: string,
  parts: readonly string[],
  payload: Payload,
  { script, deflated }: Packing,
): Promise<string> =>
  documentOf(
    title,
    PAGE_STYLE,
    [
      `<h1>${escaped(title)}</h1>`,
      ...parts,
      `<script type="text/plain" id="data">${await deflated(JSON.stringify(payload))}</script>`,
      `<script type="module">${script.replaceAll("</script", "<\\/script")}</script>`,
    ].join("\n"),
  );

const sizeOf = (page: string): number => new TextEncoder().encode(page).length;

/** Whether it can be sent and opened. */
export const fits = (page: string): boolean => sizeOf(page) < MOST_BYTES;

/** Why it cannot. */
export const tooLarge = (page: string): string =>
  `the page would have ${sizeOf(page)} bytes; expected less than ${MOST_BYTES}`;
