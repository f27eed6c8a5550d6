/** Whether goods may be imported at all: the answer where they may not, and what is said where it hangs on a fact. */
import { banWords, openBanWords } from "../../contract/ban-text.js";
import type { Context } from "../../contract/command.js";
import type { Cell, Report } from "../../contract/report.js";
import { type Ban, barred, barredIf } from "../../law/ban.js";
import type { Entry } from "../../law/entry.js";
import { type HtsCode, printHts } from "../../law/hts.js";
import { COLUMNS } from "./table.js";

/** The ban on goods if it is on every line that their number may stand for; else what is open, in words. */
export function barOn(
  entry: Entry,
  numbers: readonly HtsCode[],
  context: Context,
): Ban | { readonly open: readonly string[] } {
  const schedule = context.schedule();
  const goods = numbers.map((hts) => ({ ...entry, hts }));
  const bans = goods.map((one) => barred(one, schedule));
  const [first] = bans;
  if (first !== undefined && bans.every((ban) => ban !== undefined)) return first;
  const some = bans.find((ban) => ban !== undefined);
  const open = goods.flatMap((one) => barredIf(one, schedule) ?? [])[0];
  return {
    open: [
      ...(some ? [`Some lines under the number are ${banWords(some)}.`] : []),
      ...(open ? [`${capital(openBanWords(open))}. What follows is owed if not.`] : []),
    ],
  };
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** The answer for goods that may not be imported: no duty is owed, since none can be paid. */
export function barredReport(entry: Entry, ban: Ban, context: Context): Report {
  const { name } = context.schedule().origins.get(entry.origin) ?? { name: entry.origin };
  const cites = ban.sources.map(({ cite }) => cite).join("; ");
  const row: Cell[] = ["1", ban.title, ban.id, ban.authority, null, "barred", null, null, null, null, cites];
  return {
    title: `Duty on ${printHts(entry.hts)} of ${name}, entered on ${entry.date}`,
    heading: [`${capital(banWords(ban))}.`],
    columns: COLUMNS,
    rows: [row],
    total: {
      title: "Barred",
      value_usd: entry.value,
      duty_usd: null,
      fees_usd: null,
      rate: null,
      at_least: false,
      at_most_usd: null,
      fees_at_least_usd: null,
      fees_at_most_usd: null,
      landed_usd: null,
      landed_at_least_usd: null,
    },
    notes: [
      "The goods cannot be entered, so no duty is stated.",
      ...ban.unless.map(({ claims, title }) => `With --claim ${claims.join(" or ")} they can: ${title}.`),
    ],
    facts: {},
  };
}
