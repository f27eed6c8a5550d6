/** What is ahead: days on which the law is to change, and actions without a day. */
import { type Context, checkPeriod, defineCommand, flag } from "../../contract/command.js";
import { parseFirstDay, parseHts, parseLastDay, parseOrigin } from "../../contract/parse.js";
import type { Cell, Column, Report } from "../../contract/report.js";
import type { IsoDate } from "../../law/calendar.js";
import { inOrder, type LawEvent, touches } from "../../law/event.js";
import { type HtsCode, printHts } from "../../law/hts.js";
import { type Country, originWords } from "../../law/origin.js";

const COLUMNS: readonly Column[] = [
  { key: "id", title: "Event", kind: "text", drop: 7, machineOnly: true },
  { key: "on", title: "On", kind: "text", drop: 0 },
  { key: "kind", title: "Kind", kind: "text", drop: 3 },
  { key: "title", title: "What", kind: "text", drop: 0, inFull: true },
  { key: "effect", title: "What changes", kind: "text", drop: 1, inFull: true },
  { key: "in_law", title: "In the law", kind: "text", drop: 2 },
  { key: "headings", title: "Headings", kind: "list", drop: 6 },
  { key: "readings", title: "Other readings", kind: "list", drop: 5 },
  { key: "lever", title: "Lever", kind: "text", drop: 4 },
  { key: "confidence", title: "Confidence", kind: "text", drop: 5 },
  { key: "citation", title: "Citation", kind: "text", drop: 6 },
];

interface EventFlags {
  readonly hts?: HtsCode;
  readonly origin?: Country;
  readonly from?: IsoDate;
  readonly to?: IsoDate;
}

/** Events from a day on, dated ones first, that may touch the goods asked about. */
function answerEvents({ hts, origin, from, to }: EventFlags, context: Context): Report {
  const { origins, lists, asOf } = context.schedule();
  const country = origin === undefined ? undefined : origins.get(origin);
  const goods = { ...(hts === undefined ? {} : { hts }), ...(country ? { origin: country } : {}) };
  const since = from ?? asOf;
  checkPeriod({ from: since, to: to ?? since }, context);
  const own = context.events().filter((event) => touches(event, goods, lists));
  const found = own.filter(({ on }) => isWithin(on, since, to)).sort(inOrder);
  const about = [
    hts === undefined ? "" : ` on ${printHts(hts)}`,
    country ? ` of ${originWords(country)}` : "",
  ].join("");
  return {
    title: `${found.length} ${found.length === 1 ? "event" : "events"}${about} from ${since} ${to === undefined ? "on" : `to ${to}`}`,
    heading: [
      `What the law is to become, as far as it was known on ${asOf}; \`in the law\` says whether \`duty\` counts it from its day on`,
    ],
    columns: COLUMNS,
    rows: found.map(rowOf),
    total: null,
    notes: [
      ...pastNotes(since, to, asOf),
      ...(to === undefined ? [] : undatedNotes(own)),
      ...(hts === undefined
        ? []
        : ["Events of which no numbers are known are left out; without --hts all are listed."]),
      ...(found.some(({ lever }) => lever !== undefined)
        ? [
            "An action without a rate is named, not priced; its lever sets one: `tariff-calc scenario --russia-oil 100@CN,IN --origin all`.",
          ]
        : []),
    ],
    facts: {},
  };
}

/** A day before the law was checked has no event that is ahead, though the law may have changed on it. */
const pastNotes = (from: IsoDate, to: IsoDate | undefined, asOf: IsoDate): string[] =>
  from < asOf
    ? [
        `Changes before ${asOf} are in the law already, and not among these: \`tariff-calc timeline --origin JP --from ${from} --to ${to !== undefined && to < asOf ? to : asOf}\` names those that moved the rate of an origin.`,
      ]
    : [];

function undatedNotes(own: readonly LawEvent[]): string[] {
  const undated = own.filter(({ on }) => on === null).length;
  return undated > 0 ? [`${undated} actions without a day are left out; without --to they are listed.`] : [];
}

/** Whatever has no day yet may come on any, and stands where no last day is asked for. */
const isWithin = (on: IsoDate | null, from: IsoDate, to: IsoDate | undefined): boolean =>
  on === null ? to === undefined : on >= from && (to === undefined || on <= to);

const rowOf = ({
  id,
  on,
  kind,
  title,
  effect,
  inLaw,
  headings = [],
  readings = [],
  lever,
  confidence,
  cite,
}: LawEvent): Cell[] => [
  id,
  on,
  kind,
  title,
  effect,
  inLaw,
  headings,
  readings,
  lever ?? null,
  confidence,
  cite,
];

export default defineCommand({
  name: "events",
  summary: "What is ahead: days on which the law is to change, and actions without a day",
  details:
    "Lists dated changes of the law and pending actions: what each changes, whether this program already applies it from its\n" +
    "first day on, and where it is written. Actions without a rate are named, not priced.",
  argument: null,
  flags: {
    hts: flag("<hts>", "a number of any length: events that may touch it", parseHts),
    origin: flag("<country>", "a country of origin: events that may touch its goods", (text, { schedule }) =>
      parseOrigin(text, schedule().origins),
    ),
    from: flag(
      "<day>",
      "first day, or a month; the last day the law was checked if not given",
      parseFirstDay,
    ),
    to: flag("<day>", "last day, or a month", parseLastDay),
  },
  examples: [
    "tariff-calc events",
    "tariff-calc events --origin CN --from 2026-11-01",
    "tariff-calc events --hts 9401.61 --format csv",
  ],
  run: async ({ flags }, context) => answerEvents(flags, context),
});
