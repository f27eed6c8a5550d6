/** The shape of a measure file. */
import { z } from "zod";
import {
  checked,
  claim,
  code,
  codeOrAll,
  day,
  decimalText,
  dottedCode,
  fractionText,
  id,
  metalCountry,
  openDay,
  originOrBloc,
  pastDay,
  pattern,
  refuseKind,
  schemaRef,
  text,
} from "./check.js";

// Duties as data files state them: numbers are strings.

/** Duties that are not made of others. */
const SIMPLE = [
  z.strictObject({ kind: z.literal("free") }),
  z.strictObject({
    kind: z.literal("ad-valorem"),
    rate: fractionText.describe("Fraction of customs value"),
  }),
  z.strictObject({ kind: z.literal("component"), rate: fractionText, of: text }),
  z.strictObject({
    kind: z.literal("specific"),
    usdPerUnit: decimalText,
    unit: text,
    of: text.exactOptional(),
  }),
  z.strictObject({
    kind: z.literal("top-up"),
    to: fractionText,
    against: z.enum(["general", "claimed"]),
    metHeading: text
      .exactOptional()
      .describe("What goods declare whose base duty reaches the rate, if that is another heading"),
  }),
  z.strictObject({ kind: z.literal("unknown"), reason: text }),
] as const;

/** A duty as files state it. Duties that are made of others are written out, for the compiler infers no circle. */
export type DutyText =
  | z.infer<(typeof SIMPLE)[number]>
  | { kind: "compound"; terms: DutyText[] }
  | { kind: "mixed"; pick: "greatest" | "least"; terms: DutyText[] }
  | { kind: "by-price"; unit: string; steps: { below: string | null; heading: string; duty: DutyText }[] }
  | { kind: "replacement"; duty: DutyText }
  | { kind: "quota"; inside: DutyText; outside: DutyText; insideHeading?: string };

const quotaOf = (part: z.ZodType<DutyText>) =>
  z.strictObject({
    kind: z.literal("quota"),
    inside: part,
    outside: part,
    insideHeading: text.exactOptional().describe("What goods within the quota declare"),
  });

/** Several duties: what is owed in place of the base duty cannot be added to or compared with what is owed beside it. */
const several = () =>
  [
    z.strictObject({ kind: z.literal("compound"), terms: z.array(besideBase).min(1) }),
    z.strictObject({
      kind: z.literal("mixed"),
      pick: z.enum(["greatest", "least"]),
      terms: z.array(besideBase).min(1),
    }),
    z.strictObject({
      kind: z.literal("by-price"),
      unit: text,
      steps: z
        .array(
          z.strictObject({
            below: decimalText.nullable().describe("Dollars a unit; null for the last step"),
            heading: text,
            duty: besideBase,
          }),
        )
        .min(1)
        .describe("From the lowest price up"),
    }),
  ] as const;

const besideBase: z.ZodType<DutyText> = z
  .lazy(() => z.discriminatedUnion("kind", [...SIMPLE, ...several(), quotaOf(besideBase)]))
  .meta({ id: "duty-beside-base" });

const duty: z.ZodType<DutyText> = z
  .lazy(() =>
    z.discriminatedUnion("kind", [
      ...SIMPLE,
      ...several(),
      z.strictObject({ kind: z.literal("replacement"), duty: besideBase }),
      quotaOf(duty),
    ]),
  )
  .meta({ id: "duty" });

const source = z.strictObject({ cite: text, title: text, summary: text });

const covers = z.strictObject({
  origins: z.array(originOrBloc).exactOptional(),
  exceptOrigins: z.array(originOrBloc).exactOptional(),
  products: z.array(codeOrAll).exactOptional(),
  lists: z.array(id).exactOptional(),
  exceptProducts: z.array(code).exactOptional(),
  exceptLists: z.array(id).exactOptional(),
  onlyIf: z.array(claim).exactOptional(),
  onlyIfAll: z.array(claim).exactOptional().describe("Claims that must all be made"),
});

const exemption = z.strictObject({
  heading: text,
  title: text,
  from: day.exactOptional(),
  until: day.exactOptional(),
  claims: z
    .array(claim)
    .exactOptional()
    .describe(
      "Any of these; the claim of a preference for some goods alone, and nothing else, means these goods",
    ),
  lists: z.array(id).exactOptional(),
  products: z.array(code).exactOptional(),
  origins: z.array(originOrBloc).exactOptional(),
  displaces: z.union([z.boolean(), z.array(pattern)]).exactOptional(),
});

/** Terms that a measure may state once for all its versions. */
const terms = {
  covers: covers.exactOptional(),
  part: z.array(z.enum(["steel", "aluminum", "copper", "us", "rest"])).exactOptional(),
  otherPartHeading: text.exactOptional().describe("What the other parts of the goods declare"),
  presumed: z
    .strictObject({ piece: z.enum(["steel", "aluminum", "copper"]), share: decimalText })
    .exactOptional(),
  yieldsTo: z
    .strictObject({
      heading: text.exactOptional().describe("What goods declare that owe nothing on account of another"),
      entirely: z.array(pattern).exactOptional(),
      onItsPart: z.array(pattern).exactOptional(),
    })
    .exactOptional(),
  zonesUntil: day
    .exactOptional()
    .describe(
      "Goods of a foreign-trade zone that are entered from this day on do not meet it, whatever their status",
    ),
  alone: z
    .literal(true)
    .exactOptional()
    .describe("Goods it is due on owe no other measure: it stands for all duties"),
  freedBy: z.array(exemption).exactOptional(),
  transit: z
    .array(
      z.strictObject({
        heading: text,
        loadedBefore: day,
        enteredBefore: day,
        duty: duty.exactOptional(),
        anyMode: z.literal(true).exactOptional().describe("Goods that no vessel brought may fit it too"),
      }),
    )
    .exactOptional(),
  usContent: z
    .strictObject({
      heading: text.describe("What content of US origin declares"),
      restHeading: text
        .exactOptional()
        .describe("What the rest declares, if not the heading of all other goods"),
      atLeast: decimalText,
      claims: z.array(claim).exactOptional(),
      leastShare: decimalText.exactOptional(),
    })
    .exactOptional(),
};

const version = z.strictObject({
  from: day.describe("First day in force"),
  until: openDay.describe("First day no longer in force; null while it stands"),
  heading: text,
  duty,
  byOrigin: z
    .array(z.strictObject({ origins: z.array(originOrBloc).min(1), heading: text, duty }))
    .exactOptional(),
  collectedFrom: day.exactOptional(),
  declaredFrom: day
    .exactOptional()
    .describe(
      "First day on which an edition of the tariff has the heading, where duty is owed from an earlier one",
    ),
  declaredBefore: text.exactOptional().describe("What goods declared before that day"),
  zone: z
    .strictObject({ statusBefore: day, headings: z.record(z.string(), text) })
    .exactOptional()
    .describe(
      "Goods of a foreign-trade zone with an earlier status owe it too: what they declare in place of each heading",
    ),
  endsInZones: z
    .boolean()
    .exactOptional()
    .describe(
      "Goods of a foreign-trade zone that are entered after its end do not meet it, whatever their status",
    ),
  onlyCollected: z.boolean().exactOptional(),
  sources: z.array(source).min(1, "expected at least one source: a rate of law stands beside its citation"),
  ...terms,
});

/** An entry as examples state it. */
export const entry = z.strictObject({
  hts: dottedCode,
  origin: originOrBloc,
  date: day,
  value: decimalText,
  claims: z.array(claim).exactOptional(),
  shares: z.record(z.string(), decimalText).exactOptional(),
  weights: z.record(z.string(), decimalText).exactOptional().describe("Shares of the weight, by metal"),
  melt: metalCountry.exactOptional(),
  smelt: metalCountry.exactOptional(),
  cast: metalCountry.exactOptional(),
  loadedOn: day.exactOptional(),
  quantities: z.array(z.strictObject({ amount: decimalText, unit: text })).exactOptional(),
  components: z.record(text, decimalText).exactOptional(),
  adcvd: z
    .array(text)
    .exactOptional()
    .describe("Antidumping and countervailing orders: A-588-874=12.5%, A-588-874=none, none"),
  ch98: dottedCode.exactOptional().describe("The provision of chapter 98 claimed"),
  repairValue: decimalText.exactOptional(),
  processingValue: decimalText.exactOptional(),
  usParts: decimalText.exactOptional(),
});

const example = z.strictObject({
  name: text,
  entry,
  view: z.enum(["law", "cash"]).exactOptional(),
  outcome: z.enum(["charged", "displaced", "freed", "unknown", "outside"]),
  duty: decimalText.exactOptional(),
  by: text.exactOptional(),
});

export const measure = z
  .strictObject({
    $schema: schemaRef,
    id: id.describe("The path of the file inside schedule/measures"),
    title: text,
    authority: id.describe("The act it rests on"),
    most: z
      .strictObject({ rate: decimalText, cite: text })
      .exactOptional()
      .describe("The highest rate that the act allows"),
    versions: z.array(version).min(1),
    checkedOn: pastDay,
    confidence: z.enum(["high", "medium", "low"]),
    contested: z
      .array(
        z.strictObject({
          id,
          question: text,
          chosen: text,
          other: text,
          versions: z.array(version).exactOptional().describe("What the law is by the other reading"),
          but: z
            .strictObject({ yieldsEntirelyTo: z.array(pattern).min(1) })
            .exactOptional()
            .describe(
              "The same as what stands, but for this: what it yields to wholly, and not on its part or not at all",
            ),
          onlyTold: text.exactOptional().describe("Why it cannot be chosen"),
        }),
      )
      .exactOptional(),
    examples: z.array(example),
    ...terms,
  })
  .meta({ title: "A measure of tariff law" });

const aMeasure = id.describe("The id of a measure of the data beneath");
/** Each makes a version more of a measure, with the sources of all before: a hundred measures have some 300 versions. */
const MOST_PATCHES = 500;
const patchDay = day.describe("The first day of the new state; the version in force on it is meant");

/** What ends or amends one version of a measure, without a copy of the rest of it. */
export const patches = z
  .strictObject({
    $schema: schemaRef,
    note: text.exactOptional(),
    patches: z
      .array(
        z.discriminatedUnion("do", [
          z.strictObject({ do: z.literal("end"), measure: aMeasure, from: patchDay, source }),
          z.strictObject({
            do: z.literal("amend"),
            measure: aMeasure,
            from: patchDay,
            until: day.exactOptional().describe("The day from which the version is as before"),
            terms: version
              .omit({ from: true, until: true, sources: true })
              .partial()
              .describe("Terms of a version that take the place of those it has"),
            source,
          }),
          z
            .strictObject({ do: z.literal("review"), measure: aMeasure, from: patchDay, what: text })
            .describe("Changes nothing: what a reader of the law has yet to decide"),
        ]),
      )
      .min(1, "expected at least one patch")
      .max(
        MOST_PATCHES,
        `expected at most ${MOST_PATCHES} patches: write the measure anew, or another folder`,
      ),
  })
  .meta({ title: "Patches: what ends or amends one version of a measure" });

export type PatchText = z.infer<typeof patches>["patches"][number];
export type MeasureText = z.infer<typeof measure>;
/** What a measure does to one entry. */
export type ExampleText = z.infer<typeof example>;
/** A measure without what only few commands look at. */
export type LawText = Omit<MeasureText, "$schema" | "examples" | "contested">;

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
  );
}
