/** One file of all that a report is. */
import type { Context } from "../command.js";
import { UserError } from "../errors.js";
import { documentOf } from "../formats/markup.js";
import type { Payload } from "./payload.js";
import { PAGE_STYLE } from "./style.js";

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
export function checked(page: string, where: string, hint: string): string {
  if (fits(page)) return page;
  throw new UserError(`the page would have ${sizeOf(page)} bytes; expected less than ${MOST_BYTES}`, {
    where,
    hint,
  });
}
