/** Lines of the tariff that are for goods entered in some months, as their descriptions say. */
import { join } from "node:path";
import type { Row, Tables } from "./tables.js";
import { writeJson } from "./write-json.js";

/** First and last day of a part of the year, as `MM-DD`; the last may lie in the next year. */
type Period = readonly [first: string, last: string];

interface Line {
  readonly number: string;
  readonly indent: number;
  readonly text: string;
}

const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);
const LAST_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const ENTERED = /\bentered (?:for consumption )?(?:during|at any other time)/i;
const PERIOD =
  /from ([A-Z][a-z]+ \d+)(?:,? in any year,?)? to (?:the last day of the (following February)|(?:the following )?([A-Z][a-z]+ \d+))/g;
const BY_AIR = /transported to the United States by air/i;
const MONTH = /during the month of ([A-Z][a-z]+)/;

const two = (number: number): string => String(number).padStart(2, "0");
function dayOf(words: string): string {
  const [month = "", day = ""] = words.split(" ");
  return `${two(MONTHS.indexOf(month) + 1)}-${two(Number(day))}`;
}

function periodsIn(text: string): Period[] {
  const month = MONTHS.indexOf(MONTH.exec(text)?.[1] ?? "");
  if (month >= 0) return [[`${two(month + 1)}-01`, `${two(month + 1)}-${LAST_DAYS[month]}`]];
  return [...text.matchAll(PERIOD)].map(([, first = "", february, last = ""]) => [
    dayOf(first),
    february ? "02-29" : dayOf(last),
  ]);
}

/** All days of a leap year, in order. */
const DAYS = MONTHS.flatMap((_, month) =>
  Array.from({ length: LAST_DAYS[month] as number }, (_, day) => `${two(month + 1)}-${two(day + 1)}`),
);

const isIn = (day: string, [first, last]: Period): boolean =>
  first <= last ? first <= day && day <= last : day >= first || day <= last;

/** What some periods leave of the year: one stretch for each gap. */
function restOf(periods: readonly Period[]): Period[] {
  const isFree = (at: number) => !periods.some((period) => isIn(DAYS.at(at % DAYS.length) as string, period));
  return DAYS.flatMap((first, at): Period[] => {
    if (!isFree(at) || isFree(at - 1)) return [];
    let end = at;
    while (isFree(end + 1)) end += 1;
    return [[first, DAYS[end % DAYS.length] as string]];
  });
}

const lineOf = ({ "HTS Number": number = "", Indent = "", Description = "" }: Row): Line => ({
  number: number.replaceAll(".", "").slice(0, 8),
  indent: Number(Indent),
  text: Description,
});

/** The periods that a line states, or what the lines before it leave of the year. */
function periodsOf({ text }: Line, before: readonly [Line, readonly Period[]][]): readonly Period[] {
  const stated = periodsIn(text);
  return stated.length > 0 ? stated : restOf(before.flatMap(([, taken]) => taken));
}

/** Lines under one text that part the year among them. */
function groupsIn(lines: readonly Line[]): (readonly (readonly [Line, readonly Period[]])[])[] {
  const open = new Map<number, [Line, readonly Period[]][]>();
  const groups: [Line, readonly Period[]][][] = [];
  for (const line of lines) {
    for (const indent of open.keys()) if (indent > line.indent) open.delete(indent);
    if (!ENTERED.test(line.text)) continue;
    const group = open.get(line.indent) ?? [];
    if (group.length === 0) groups.push(group);
    open.set(line.indent, group);
    group.push([line, periodsOf(line, group)]);
  }
  return groups;
}

export function buildSeasons(tables: Tables, to: string): void {
  const lines = tables.rows("hts/hts_2026_rev4.csv").map(lineOf);
  const groups = groupsIn(lines.filter(({ number }) => number < "98"));
  const seasons = groups.flatMap((group, at) =>
    group.flatMap(([{ number, text }, periods]) =>
      number.length === 8 && periods.length > 0
        ? [{ number, group: at + 1, periods, ...(BY_AIR.test(text) && { modes: ["air"] }) }]
        : [],
    ),
  );
  writeJson(join(to, "seasons.json"), {
    source: ["usitc-hts"],
    note: "Lines that are for goods entered in a part of the year. Lines of a group part the year among them; other lines beside them take the goods of the rest of it",
    seasons,
  });
}
