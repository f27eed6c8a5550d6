/** What is ahead: days on which the law is to change, and actions without a day. */
import { type Context, checkDay, defineCommand, flag } from "../../contract/command.js";
import { parseDay, parseHts, parseOrigin } from "../../contract/parse.js";
import type { Cell, Column, Report } from "../../contract/report.js";
import type { IsoDate } from "../../law/calendar.js";
import { inOrder, type LawEvent, touches } from "../../law/event.js";
import { type HtsCode, printHts } from "../../law/hts.js";
import { type Country, originWords } from "../../law/origin.js";

const COLUMNS: readonly Column[] = [
  { key: "id", title: "Event", kind: "text", drop: 7, machineOnly: true },
  { key: "on", title: "On", kind: "text", drop: 0 },
  { key: "kind", title: "Kind", kind: "text", drop: 3 },
  { key: "title", title: "What", kind: "text", drop: 0 },
  { key: "effect", title: "What changes", kind: "text", drop: 1 },
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
}

/** Events from a day on, dated ones first, that may touch the goods asked about. */
function answerEvents({ hts, origin, from }: EventFlags, context: Context): Report {
  const { origins, lists, asOf } = context.schedule();
  const own = origin === undefined ? undefined : origins.get(origin);
  const goods = { ...(hts === undefined ? {} : { hts }), ...(own ? { origin: own } : {}) };
  const since = from ?? asOf;
  checkDay(since, "--from", context);
  const found = context
    .events()
    .filter((event) => (event.on === null || event.on >= since) && touches(event, goods, lists))
    .sort(inOrder);
  const about = [hts === undefined ? "" : ` on ${printHts(hts)}`, own ? ` of ${originWords(own)}` : ""].join(
    "",
  );
  return {
    title: `${found.length} ${found.length === 1 ? "event" : "events"}${about} from ${since} on`,
    heading: [
      `What the law is to become, as far as it was known on ${asOf}; \`in the law\` says whether \`duty\` counts it from its day on`,
    ],
    columns: COLUMNS,
    rows: found.map(rowOf),
    total: null,
    notes: [
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
    "Lists dated changes of the law and pending actions, each with what it changes, whether the law of the program has\n" +
    "it from its day on, and where it is written. Actions without a rate are named, not priced.",
  argument: null,
  flags: {
    hts: flag("<hts>", "a number of any length: events that may touch it", parseHts),
    origin: flag("<country>", "a country of origin: events that may touch its goods", (text, { schedule }) =>
      parseOrigin(text, schedule().origins),
    ),
    from: flag("<day>", "the first day; the last day the law was checked if not given", parseDay),
  },
  examples: [
    "tariff-calc events",
    "tariff-calc events --origin CN --from 2026-11-01",
    "tariff-calc events --hts 9401.61 --format csv",
  ],
  run: async ({ flags }, context) => answerEvents(flags, context),
});
