/** Shape of the worked examples: of entries, of entry summaries, of fees, of drawback. */
import { z } from "zod";
import { claim, day, decimalText, dottedCode, id, originOrBloc, pattern, schemaRef, text } from "./check.js";
import { entry } from "./measure.js";

const wholeDollars = z.int("expected whole dollars").nonnegative();

const summary = z.strictObject({
  date: day,
  entryType: z.enum(["formal", "informal"]),
  mode: z.enum(["vessel", "air", "truck", "rail"]).exactOptional(),
  lines: z
    .array(
      entry.omit({ date: true }).extend({
        value: wholeDollars,
        declared: z.array(text).min(1).describe("In order, each number with its duty: 9903.94.01 7500.00"),
      }),
    )
    .min(1),
});

const fees = z.strictObject({
  date: day,
  entryType: z.enum(["formal", "informal"]),
  mode: z.enum(["vessel", "air", "truck", "rail"]).exactOptional(),
  feeFactor: decimalText.exactOptional(),
  lines: z
    .array(
      z.strictObject({
        hts: dottedCode,
        origin: originOrBloc,
        value: wholeDollars,
        claims: z.array(claim).exactOptional(),
      }),
    )
    .min(1),
});

const drawback = z.strictObject({
  paid: z.array(z.strictObject({ id: pattern, amount: decimalText })).min(1),
  exported: decimalText,
  imported: decimalText,
});

/** What examples are of, each a kind. */
const KINDS = ["entry", "summary", "fees", "drawback"];
/** An example of none of them, or of several, has other keys wrong only for that. */
const ofOneKind = {
  error: ({ input }: { input?: unknown }) =>
    KINDS.filter((key) => key in Object(input)).length === 1
      ? undefined
      : `expected one of ${KINDS.join(", ")}`,
};

const named = {
  id,
  name: text,
  contested: text.exactOptional().describe("Why the law gives another figure, where it does"),
};
const owed = z.record(id, text).describe("By fee: dollars and cents, freed or unknown");

/** What an entry owes in all, by someone who worked it out without this program. */
const entryExample = z
  .strictObject(
    {
      ...named,
      entry,
      view: z.enum(["law", "cash"]).exactOptional(),
      rate: decimalText.exactOptional().describe("Total duty as a fraction of customs value"),
      base_rate: decimalText.exactOptional().describe("Base duty as a fraction of customs value"),
      base_duty: decimalText.exactOptional().describe("Base duty as an entry summary states it"),
      bar: text
        .exactOptional()
        .describe("Id of the ban that bars the goods, `if` and the fact it hangs on, or none"),
      orders: text
        .exactOptional()
        .describe("Cases of orders that may cover the goods, with a space between, or none"),
      duty: decimalText.exactOptional().describe("All that is owed, in dollars and cents"),
      status: z
        .enum(["unknown", "presumed", "exact"])
        .exactOptional()
        .describe("How far what the tariff charges is known"),
      between: z
        .array(decimalText)
        .min(1)
        .max(2)
        .exactOptional()
        .describe(
          "The least that is owed and the most, in dollars and cents; the least alone where nothing limits it",
        ),
      asks: z
        .record(text, text)
        .exactOptional()
        .describe("By what to state: the dollars and cents owed then, unknown, or `not asked`"),
    },
    ofOneKind,
  )
  .refine(
    ({ rate, base_rate, base_duty, bar, orders, duty, status, between, asks }) =>
      [rate, base_rate, base_duty, bar, orders, duty, status, between, asks].some((one) => one !== undefined),
    "expected an entry with its rate, base_rate, base_duty, duty, bar, orders, status, between or asks",
  );
/** What a whole entry owes, line by line, in dollars and cents. */
const summaryExample = z.strictObject({ ...named, summary, duty: decimalText, owed }, ofOneKind);
/** What fees an entry owes, or what became of them. */
const feeExample = z.strictObject({ ...named, fees, owed }, ofOneKind);
/** What of duties and fees comes back on export, in dollars and cents. */
const drawbackExample = z.strictObject(
  {
    ...named,
    drawback,
    refund: decimalText,
    barred: decimalText.exactOptional(),
    unknown: decimalText.exactOptional(),
  },
  ofOneKind,
);

const example = z.union([entryExample, summaryExample, feeExample, drawbackExample], ofOneKind);

export type WorkedExample = z.infer<typeof example>;
export type EntryExample = z.infer<typeof entryExample>;
export type SummaryExample = z.infer<typeof summaryExample>;
export type FeeExample = z.infer<typeof feeExample>;
export type DrawbackExample = z.infer<typeof drawbackExample>;

export const examples = z
  .strictObject({
    $schema: schemaRef,
    family: text,
    title: text,
    source: text,
    examples: z.array(example),
  })
  .meta({ title: "Entries, entry summaries, fees and drawback worked out without this program" });

export type ExampleFile = z.infer<typeof examples>;
