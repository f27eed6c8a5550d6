/** Bans on imports, and antidumping and countervailing duty orders, in words. */
import type { Order } from "../law/adcvd.js";
import { type Ban, cited } from "../law/ban.js";
import type { Usd } from "../law/units.js";
import { grouped, money } from "./text.js";

/** What may not be imported, since when, and by what act. */
export const banWords = (ban: Ban): string =>
  `barred from importation: ${ban.title}, from ${ban.from} (${cited(ban)})`;

/** The same where it hangs on a fact that is claimed neither way. */
export function openBanWords({ ban, fact }: { readonly ban: Ban; readonly fact: string }): string {
  const contrary = ban.contrary[fact];
  const claims = contrary === undefined ? `claim ${fact}` : `claim ${fact} or ${contrary}`;
  return `barred from importation if ${fact}: ${ban.title}, from ${ban.from} (${cited(ban)}); ${claims}`;
}

/** An order by its case, kind and product, with the notices to read. */
export const orderWords = ({ case: name, product, notices }: Order): string =>
  `${name} ${name.startsWith("A") ? "antidumping" : "countervailing"}, ${product}${notices.length > 0 ? ` (FR Doc. ${notices.join(", ")})` : ""}`;

/** Orders of which nothing is stated, on a row. */
export const ordersWords = (orders: readonly Order[]): string =>
  `an order may cover the goods, by the words of its scope: ${casesOf(orders)}; state the deposit or none in the column adcvd`;

/** More cases than this say less than their number. */
const MOST_CASES = 6;

/** Cases by name, the first few of many. */
export function casesOf(orders: readonly Order[]): string {
  const more = orders.length - MOST_CASES;
  const names = orders.slice(0, MOST_CASES).map(({ case: name, product }) => `${name} ${product}`);
  return `${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** Rows of goods that an order may cover, and what to state of them. */
export const exposedWords = (rows: number, value: Usd): string =>
  `Antidumping or countervailing duty orders may cover ${grouped(String(rows))} ${rows === 1 ? "row" : "rows"} worth $${money(value)}: state deposits, or none, in the column adcvd.`;
