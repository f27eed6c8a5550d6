/** The shape of a measure file. */
import { z } from "zod";
import type { DutyText, MeasureText } from "../../contract/measure-text.js";
import { checked, refuseKind } from "./check.js";
import {
  claim,
  code,
  codeOrAll,
  day,
  decimalText,
  dottedCode,
  id,
  openDay,
  originOrBloc,
  pattern,
  schemaRef,
  text,
} from "./words.js";

// Duties as data files state them.

const recursive = (id: string, options: () => Parameters<typeof z.discriminatedUnion>[1]) =>
  z.lazy(() => z.discriminatedUnion("kind", options())).meta({ id }) as unknown as z.ZodType<DutyText>;

/** Duties that are not made of others. */
const SIMPLE = [
  z.strictObject({ kind: z.literal("free") }),
  z.strictObject({
    kind: z.literal("ad-valorem"),
    rate: decimalText.describe("Fraction of customs value"),
  }),
  z.strictObject({ kind: z.literal("component"), rate: decimalText, of: text }),
  z.strictObject({
    kind: z.literal("specific"),
    usdPerUnit: decimalText,
    unit: text,
    of: text.optional(),
  }),
  z.strictObject({
    kind: z.literal("top-up"),
    to: decimalText,
    against: z.enum(["general", "claimed"]),
    metHeading: text
      .optional()
      .describe("What goods declare whose base duty reaches the rate, if that is another heading"),
  }),
  z.strictObject({ kind: z.literal("unknown"), reason: text }),
] as const;

const quotaOf = (part: z.ZodType<DutyText>) =>
  z.strictObject({ kind: z.literal("quota"), inside: part, outside: part });

/** Several duties: what is owed in place of the base duty cannot be added to or compared with what is owed beside it. */
const several = () => [
  z.strictObject({ kind: z.literal("compound"), terms: z.array(besideBase).min(1) }),
  z.strictObject({
    kind: z.literal("mixed"),
    pick: z.enum(["greatest", "least"]),
    terms: z.array(besideBase).min(1),
  }),
];

const besideBase = recursive("duty-beside-base", () => [...SIMPLE, ...several(), quotaOf(besideBase)]);

const duty = recursive("duty", () => [
  ...SIMPLE,
  ...several(),
  z.strictObject({ kind: z.literal("replacement"), duty: besideBase }),
  quotaOf(duty),
]);

const source = z.strictObject({ cite: text, title: text, summary: text });

const covers = z.strictObject({
  origins: z.array(originOrBloc).optional(),
  exceptOrigins: z.array(originOrBloc).optional(),
  products: z.array(codeOrAll).optional(),
  lists: z.array(id).optional(),
  exceptProducts: z.array(code).optional(),
  exceptLists: z.array(id).optional(),
  onlyIf: z.array(claim).optional(),
});

const exemption = z.strictObject({
  heading: text,
  title: text,
  from: day.optional(),
  until: day.optional(),
  claims: z.array(claim).optional(),
  lists: z.array(id).optional(),
  products: z.array(code).optional(),
  origins: z.array(originOrBloc).optional(),
  displaces: z.union([z.boolean(), z.array(pattern)]).optional(),
});

/** Terms that a measure may state once for all its versions. */
const terms = {
  covers: covers.optional(),
  part: z.array(z.enum(["steel", "aluminum", "copper", "us", "rest"])).optional(),
  presumed: z.strictObject({ piece: z.enum(["steel", "aluminum", "copper"]), share: decimalText }).optional(),
  yieldsTo: z
    .strictObject({
      heading: text.optional().describe("What goods declare that owe nothing on account of another"),
      entirely: z.array(pattern).optional(),
      onItsPart: z.array(pattern).optional(),
    })
    .optional(),
  freedBy: z.array(exemption).optional(),
  transit: z
    .array(z.strictObject({ heading: text, loadedBefore: day, enteredBefore: day, duty: duty.optional() }))
    .optional(),
  usContent: z
    .strictObject({
      heading: text,
      atLeast: decimalText,
      claims: z.array(claim).optional(),
      leastShare: decimalText.optional(),
    })
    .optional(),
};

const version = z.strictObject({
  from: day.describe("First day in force"),
  until: openDay.describe("First day no longer in force; null while it stands"),
  heading: text,
  duty,
  byOrigin: z
    .array(z.strictObject({ origins: z.array(originOrBloc).min(1), heading: text, duty }))
    .optional(),
  collectedFrom: day.optional(),
  onlyCollected: z.boolean().optional(),
  sources: z.array(source).min(1, "expected at least one source: a rate of law stands beside its citation"),
  ...terms,
});

/** An entry as examples state it. */
export const entry = z.strictObject({
  hts: dottedCode,
  origin: originOrBloc,
  date: day,
  value: decimalText,
  claims: z.array(claim).optional(),
  shares: z.record(z.string(), decimalText).optional(),
  loadedOn: day.optional(),
  quantities: z.array(z.strictObject({ amount: decimalText, unit: text })).optional(),
  components: z.record(text, decimalText).optional(),
});

const example = z.strictObject({
  name: text,
  entry,
  view: z.enum(["law", "cash"]).optional(),
  outcome: z.enum(["charged", "displaced", "freed", "unknown", "outside"]),
  duty: decimalText.optional(),
  by: text.optional(),
});

export const measure = z
  .strictObject({
    $schema: schemaRef,
    id: id.describe("The path of the file inside schedule/measures"),
    title: text,
    authority: id.describe("The act it rests on"),
    versions: z.array(version).min(1),
    checkedOn: day,
    confidence: z.enum(["high", "medium", "low"]),
    contested: z
      .array(
        z.strictObject({
          id,
          question: text,
          chosen: text,
          other: text,
          versions: z.array(version).optional(),
        }),
      )
      .optional(),
    examples: z.array(example),
    ...terms,
  })
  .meta({ title: "A measure of tariff law" });

/** @throws {UserError} listing every problem of the file. */
export function checkMeasure(value: unknown, path: string): MeasureText {
  refuseKind(
    value,
    "changes",
    path,
    "this is a scenario, not a measure",
    `run it with \`tariff-calc scenario ${path}\``,
  );
  return checked(
    measure,
    value,
    path,
    "docs/data.md shows a measure; schema/measure.schema.json describes it",
  ) as MeasureText;
}
