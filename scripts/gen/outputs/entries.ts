/** Answers about entries and about the law and data themselves. */
import { z } from "zod";
import type { Shape } from "./document.js";
import {
  anyRow,
  asked,
  cell,
  cents,
  count,
  day,
  flag,
  goods,
  list,
  maybe,
  openFacts,
  rate,
  text,
  usd,
} from "./words.js";

const question = z.strictObject({
  ...asked,
  duty_usd: maybe(cents).describe("duty then; null where it would still not be known"),
  change_usd: text.describe("duty then, or at least, less duty now, or at least"),
  heading: maybe(text),
  citation: text,
});

/** Sums of a file of entries, or of its shards, and what its rows leave open. */
const ofManyRows = {
  total: z.strictObject({
    rows: count,
    value_usd: usd,
    duty_usd: cents,
    mpf_usd: maybe(usd),
    hmf_usd: maybe(usd),
    at_least: flag,
    at_most_usd: maybe(usd),
    known_duty_usd: usd,
    adcvd_exposed_usd: usd.describe(
      "customs value of rows that antidumping or countervailing orders may cover",
    ),
    unrounded_duty_usd: maybe(usd),
  }),
  facts: {
    asks: openFacts("rows", usd).describe("What rows leave open, with the dollars that it moves, most first"),
  },
};

export const duty: readonly Shape[] = [
  {
    facts: {
      goods,
      status: z.enum(["barred", "unknown", "presumed", "exact"]),
      asks: z.array(question).describe("what is not stated and would change the duty; most dollars first"),
      orders: z
        .array(z.strictObject({ case: text, product: text, notices: z.array(text) }))
        .optional()
        .describe(
          "antidumping and countervailing orders that may cover the goods, of which nothing is stated",
        ),
    },
    rows: z.strictObject({
      line: text,
      title: text,
      measure: maybe(text),
      authority: maybe(text),
      heading: maybe(text),
      outcome: z.enum(["charged", "displaced", "freed", "unknown", "barred", "fee"]).or(text),
      by: maybe(list),
      part: maybe(rate).describe("share of the customs value that the number is declared on"),
      value_usd: maybe(usd).describe("the same in dollars"),
      rate: maybe(rate),
      duty_usd: maybe(usd).describe(
        "duty on the number as it is filed: an all-in rate in full on its chapter 99 number, nothing on that of the goods",
      ),
      citation: maybe(text),
    }),
    total: z.strictObject({
      title: text,
      value_usd: usd,
      duty_usd: maybe(usd).describe(
        "the sum of what is known; a lower bound where at_least is true; null where the goods are barred",
      ),
      fees_usd: maybe(usd),
      base_duty_usd: maybe(usd).describe("base duty by law, whichever number declares it"),
      additional_duty_usd: maybe(usd).describe("what chapter 99 adds to it by law"),
      rate: maybe(rate),
      at_least: flag,
      at_most_usd: maybe(usd),
      fees_at_least_usd: maybe(usd),
      fees_at_most_usd: maybe(usd),
      landed_usd: maybe(usd),
      landed_at_least_usd: maybe(usd),
    }),
  },
  {
    rows: z
      .object({
        base_duty_usd: maybe(cents),
        additional_duty_usd: maybe(cents),
        duty_usd: maybe(cents),
        rate: maybe(text),
        status: z.enum(["exact", "presumed", "unknown", "invalid", "barred"]),
        layers: maybe(list),
        problem: maybe(text),
        at_least_usd: maybe(cents),
        up_to_usd: maybe(cents).optional(),
        asks: maybe(list).optional(),
        mpf_usd: maybe(cents),
        hmf_usd: maybe(cents),
        description: maybe(text).optional(),
      })
      .catchall(cell)
      .describe("The columns of the file of entries as they were, then these"),
    ...ofManyRows,
  },
  {
    rows: z.strictObject({
      shard: text.describe("Which of how many, such as 2/8"),
      rows: count,
      value_usd: usd,
      duty_usd: cents,
      mpf_usd: maybe(usd),
      hmf_usd: maybe(usd),
    }),
    ...ofManyRows,
  },
];

const byCause = z.strictObject({
  cause: z.enum([
    "not-filed",
    "not-owed",
    "amount",
    "number",
    "rate",
    "goods",
    "sum",
    "fee",
    "total",
    "unread",
  ]),
  findings: count,
  overpaid_usd: text,
  underpaid_usd: text,
});
const byAuthority = z.strictObject({
  authority: text,
  filed_usd: cents,
  computed_usd: cents,
  difference_usd: cents,
});

export const audit: readonly Shape[] = [
  {
    rows: z.strictObject({
      entry: text,
      line: text,
      hts: text,
      origin: text,
      date: text,
      filed_duty_usd: maybe(cents),
      computed_duty_usd: maybe(cents),
      difference_usd: maybe(cents),
      refundable_usd: maybe(cents),
      drawback_usd: maybe(cents),
      status: z.enum(["agrees", "overpaid", "underpaid", "unknown", "invalid"]),
      finding: list,
    }),
    total: z.object({ entries: count, lines: count, lines_with_faults: count }).catchall(maybe(text)),
    facts: {
      by_cause: z.array(byCause),
      by_authority: z.array(byAuthority),
      asks: openFacts("lines", cents).describe(
        "what is not stated and would change a verdict, by the dollars it moves",
      ),
    },
  },
];

export const claims: readonly Shape[] = [
  {
    rows: z.strictObject({
      claim: text,
      title: text,
      kind: z.enum(["fact", "right"]),
      symbols: list,
      flag: text,
      column: maybe(text),
      presumed: maybe(z.enum(["yes", "no", "none"])).describe(
        "Of facts: what stands where nothing is stated",
      ),
      presumption: maybe(text),
      measures: list,
      headings: list,
      excludes: list,
      implies: list,
      citation: text,
      checked_on: day,
      confidence: z.enum(["high", "medium", "low"]),
    }),
    total: z.null(),
  },
];

export const events: readonly Shape[] = [
  {
    rows: z.strictObject({
      id: text,
      on: maybe(day),
      kind: z.enum(["start", "step", "lapse", "end", "possible", "announced", "pending"]),
      title: text,
      effect: text,
      in_law: z.enum(["yes", "contested", "no"]),
      headings: list,
      readings: list,
      lever: maybe(text),
      confidence: z.enum(["high", "medium", "low"]),
      citation: text,
    }),
    total: z.null(),
  },
];

export const columns: readonly Shape[] = [
  {
    rows: z.strictObject({
      column: text,
      read_as: maybe(text).describe(
        "The column of a file of entries that it stands for; null if it is kept unread",
      ),
      written: z
        .string()
        .describe("How its days or amounts are written, where that is not as the program writes them"),
      values: list.describe("Three of its cells"),
    }),
    total: z.null(),
  },
];

const owed = {
  duty: text.describe("the duty in words"),
  duty_kind: text.describe("how the duty is stated, as `duty.kind` of a measure file"),
  rate: maybe(rate).describe(
    "a fraction of customs value: 25% is 0.25; of a top-up the rate with the base duty; null where it is no single one",
  ),
};

export const measures: readonly Shape[] = [
  {
    rows: z.strictObject({
      id: text,
      title: text,
      authority: text,
      heading: text,
      ...owed,
      from: day,
      until: maybe(day),
      checked_on: day,
      confidence: z.enum(["high", "medium", "low"]),
      citation: text,
    }),
    total: z.null(),
  },
  {
    rows: z.strictObject({
      from: day,
      until: maybe(day),
      heading: text,
      origins: list,
      ...owed,
      yields_to: list,
      citation: list,
    }),
    total: z.null(),
    facts: {
      claims: z
        .array(
          z.strictObject({
            id: text,
            kind: z.enum(["fact", "right"]),
            title: text,
            state: text,
            presumes: maybe(z.enum(["yes", "no", "none"])).describe(
              "what stands for a fact; null for a right",
            ),
            citation: text,
          }),
        )
        .describe("facts and rights that any version asks for"),
      readings: z
        .array(
          z.strictObject({
            id: text,
            question: text,
            chosen: text,
            other: text,
            state: maybe(text).describe("what chooses the other reading; null where it is only told"),
            only_told: maybe(text).describe("why it cannot be chosen"),
          }),
        )
        .describe("what is contested"),
    },
  },
  {
    rows: z.strictObject({
      case: text,
      kind: z.enum(["antidumping", "countervailing"]),
      origin: text,
      product: text,
      numbers: list,
      from: maybe(day),
      until: maybe(day),
      notices: list,
    }),
    total: z.null(),
  },
  {
    rows: z.strictObject({
      ban: text,
      goods: text,
      origins: list,
      only_if: list.describe("claims of which one must be made for the ban to reach goods; none for all"),
      from: day,
      until: maybe(day),
      unless: list.describe("claims that leave a way in"),
      list: maybe(text).describe("list of what is banned; null for all goods"),
      confidence: z.enum(["high", "medium", "low"]),
      citation: list,
    }),
    total: z.null(),
  },
];

const checksAndSources: readonly Shape[] = [
  {
    rows: z.strictObject({
      level: z.enum(["error", "warning"]),
      check: text,
      file: text,
      line: maybe(count),
      place: text,
      message: text,
      mend: maybe(text),
    }),
    total: z.null(),
  },
  {
    rows: z.strictObject({ id: text, publisher: text, title: text, licence: text, url: text }),
    total: z.null(),
  },
];

/** What files there are, what differs between two sides, and what an imported table has. */
const aboutFiles: readonly Shape[] = [
  { rows: z.strictObject({ kind: text, file: text, title: text, from: text }), total: z.null() },
  {
    rows: z.strictObject({
      what: text,
      column: maybe(text),
      before: maybe(text),
      after: maybe(text),
      imports_usd: maybe(usd),
      duty_change_usd: maybe(usd),
    }),
    total: anyRow.nullable(),
  },
  {
    rows: z.strictObject({
      of: z.enum(["rate", "number", "heading", "note"]),
      nature: z.enum(["established", "ended", "modified"]),
      what: text,
      before: maybe(text),
      after: maybe(text),
      measures: list,
      imports_usd: maybe(usd),
      duty_change_usd: maybe(usd),
    }),
    total: z.null(),
    facts: { day, measures: list },
  },
  {
    rows: z.strictObject({
      origin: text,
      rows: count,
      imports_usd: usd,
      duty_usd: maybe(usd),
      shipped_imports_usd: maybe(usd),
      change: maybe(rate),
    }),
    total: anyRow.nullable(),
  },
];

export const data: readonly Shape[] = [...checksAndSources, ...aboutFiles];

/** Files of tables, or those of a folder that are not as they were written. */
export const compile: readonly Shape[] = [
  {
    rows: z.strictObject({ file: text, rows: maybe(count), bytes: count }),
    total: z.strictObject({ file: text, bytes: count }),
  },
  { rows: z.strictObject({ file: text, problem: text }), total: z.null() },
];

/** Rows alone: the grid has no document. */
export const grid: readonly Shape[] = [
  {
    rows: z.strictObject({
      date: day,
      hts10: z.string().regex(/^\d{10}$/),
      origin: text,
      base_rate: maybe(rate),
      additional_rate: maybe(rate),
      total_rate: maybe(rate),
      status: z.enum(["exact", "presumed", "unknown", "barred"]),
      edition: text.describe("The edition of the lines, and the day to which the law was checked"),
      adcvd: maybe(text).describe(
        "cases of antidumping and countervailing orders that may cover the goods, joined by ;",
      ),
    }),
    total: z.null(),
  },
];

export const find: readonly Shape[] = [
  {
    rows: z.strictObject({
      hts: z
        .string()
        .describe("six digits where no line under them says more of what was asked than the others"),
      description: text,
      path: list.describe("the texts it stands under, heading first"),
      score: z.string().describe("between 0 and 1; 1 where a number was browsed"),
      why: maybe(text),
      rate: maybe(rate).describe(
        "of the origin, with nothing claimed; null where it is not asked or not known",
      ),
      rate_words: maybe(text),
    }),
    total: z.null(),
  },
];

const certainty = z.enum(["exact", "presumed", "unknown", "barred", "no line"]);

export const choose: readonly Shape[] = [
  {
    facts: { goods },
    rows: z.strictObject({
      rank: maybe(text).describe(
        "1 is cheapest; 1= where others cost the same; null where the cost is not known",
      ),
      origin: text,
      name: text,
      status: certainty,
      base_duty_usd: maybe(usd),
      additional_duty_usd: maybe(usd),
      duty_usd: maybe(usd),
      fees_usd: maybe(usd),
      freight_usd: maybe(usd).describe("freight and insurance, as given or assumed"),
      landed_usd: maybe(usd),
      at_least_usd: maybe(usd),
      up_to_usd: maybe(usd),
      landed_rate: maybe(rate),
      right: maybe(text).describe("the right that would save most of the duty"),
      saves_usd: maybe(usd),
      asks: maybe(list),
      orders: maybe(list),
      layers: maybe(list),
      mode: text,
      not_known: flag,
    }),
    total: z.null(),
  },
  {
    facts: {
      origins: z
        .array(z.strictObject({ origin: text, landed_usd: maybe(cents), not_known: list }))
        .describe("what all parts cost from one origin, cheapest first"),
    },
    rows: z.strictObject({
      part: text,
      hts: text,
      value_usd: usd,
      origin: maybe(text),
      ties: maybe(list),
      duty_usd: maybe(usd),
      landed_usd: maybe(usd),
      next_origin: maybe(text),
      saves_usd: maybe(usd),
      not_known: maybe(list),
    }),
    total: z.strictObject({
      part: text,
      value_usd: usd,
      duty_usd: maybe(usd),
      landed_usd: maybe(usd),
      landed_known_usd: usd,
    }),
  },
];

export const when: readonly Shape[] = [
  {
    facts: {
      goods,
      best: z
        .strictObject({ day, landed_usd: cents, saves_usd: cents.describe("beside the dearest known day") })
        .nullable(),
    },
    rows: z.strictObject({
      date_from: day,
      date_until: day.describe("the first day of the next row"),
      status: certainty,
      duty_usd: maybe(usd),
      fees_usd: maybe(usd),
      landed_usd: maybe(usd),
      change_usd: maybe(usd),
      at_least_usd: maybe(usd),
      up_to_usd: maybe(usd),
      collected_usd: maybe(usd).describe("duty that was collected where law made later says otherwise"),
      refundable_usd: maybe(usd),
      in_transit: maybe(text),
      in_quota: maybe(text),
      why: maybe(list),
      not_known: flag,
    }),
    total: z.null(),
  },
];
