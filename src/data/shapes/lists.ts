/** Shapes of the smaller data files. */
import { z } from "zod";
import {
  claim,
  code,
  codeOrAll,
  country,
  day,
  id,
  openDay,
  originOrBloc,
  pattern,
  schemaRef,
  sourcedFile,
  text,
} from "./check.js";
import { measure } from "./measure.js";

export const productList = z
  .strictObject({
    $schema: schemaRef,
    id,
    title: text,
    source: z.array(text).min(1),
    groups: z.array(
      z.strictObject({
        from: day,
        until: openDay,
        condition: claim.exactOptional().describe("What must be claimed for the codes to count"),
        counts: z
          .literal(false, "expected false, which takes the codes out of the list, or no such key")
          .exactOptional()
          .describe("Takes the codes out of the list"),
        codes: z.array(code).min(1),
      }),
    ),
  })
  .meta({ title: "A product list: HTS prefixes with dates and conditions" });

export const levers = z
  .strictObject({
    $schema: schemaRef,
    levers: z.array(
      z.strictObject({
        name: id,
        summary: text,
        measures: z.array(pattern).min(1),
        enacts: measure
          .exactOptional()
          .describe("An action that is pending, without a rate: the lever enacts it at the rate stated"),
        namesOrigins: z
          .literal(true)
          .exactOptional()
          .describe(
            "The action leaves open whose goods it reaches: who sets the lever names them, 100@CN,IN",
          ),
      }),
    ),
  })
  .meta({ title: "Levers: short names for groups of measures" });

export type LeverText = z.infer<typeof levers>["levers"][number];

export const sectors = z
  .strictObject({
    $schema: schemaRef,
    note: text,
    sectors: z
      .array(
        z.strictObject({
          id,
          label: text,
          products: z.array(code),
          lists: z.array(id),
          on: day
            .exactOptional()
            .describe(
              "Day whose lists count, whatever day is asked about; without it all that the lists ever name",
            ),
        }),
      )
      .min(1),
  })
  .meta({ title: "Sectors of the reports, in order of precedence" });

export const agreements = z
  .strictObject({
    $schema: schemaRef,
    source: z.array(text),
    agreements: z.array(
      z.strictObject({
        claim,
        title: text,
        symbols: z.array(text),
        origins: z.array(originOrBloc).min(1),
        from: day,
        until: openDay,
        frees: z
          .array(codeOrAll)
          .min(1)
          .exactOptional()
          .describe("Goods that are free whatever the special column says, or owe `rate`"),
        rate: text
          .exactOptional()
          .describe("The rate that those goods owe, as the tariff writes it, where they are not free"),
        lapses: z
          .array(
            z.strictObject({
              from: day,
              until: day,
              title: text,
              claimedFrom: day
                .exactOptional()
                .describe("The first day on which goods were entered under it again"),
            }),
          )
          .min(1)
          .exactOptional()
          .describe("Days on which it had lapsed and for which later law restored it"),
        note: text.exactOptional(),
      }),
    ),
  })
  .meta({ title: "Preferences of the special column, and who may claim them" });

const source = z.strictObject({ cite: text, title: text, summary: text });

export const bans = z
  .strictObject({
    ...sourcedFile,
    bans: z.array(
      z.strictObject({
        id,
        title: text,
        authority: id,
        origins: z.array(originOrBloc).min(1),
        list: id.exactOptional().describe("What is banned; all goods if no list is named"),
        onlyIf: z
          .array(claim)
          .min(1)
          .exactOptional()
          .describe(
            "Only goods of which one of these is claimed; nobody is asked, and other goods are not banned",
          ),
        contrary: z
          .record(claim, claim)
          .exactOptional()
          .describe("For a fact that codes of the list hang on, the claim that says it is not so"),
        unless: z
          .array(
            z.strictObject({
              claims: z
                .array(claim)
                .exactOptional()
                .describe("One of these claimed; none for goods free unasked"),
              list: id.exactOptional().describe("Only goods of this list"),
              from: day.exactOptional(),
              until: day.exactOptional(),
              title: text,
            }),
          )
          .exactOptional()
          .describe("Goods that may be entered all the same"),
        from: day,
        until: openDay,
        confidence: z
          .enum(["high", "medium", "low"])
          .exactOptional()
          .describe("Where it is not that of the file"),
        note: text.exactOptional(),
        sources: z.array(source).min(1),
      }),
    ),
  })
  .meta({ title: "Bans on imports: goods that may not be entered at all" });

export const chapter98 = z
  .strictObject({
    $schema: schemaRef,
    source: z.array(id).min(1),
    checkedOn: day,
    confidence: z.enum(["high", "medium", "low"]),
    note: text,
    provisions: z.array(
      z.strictObject({
        number: code,
        title: text,
        value: z
          .enum(["repair-value", "processing-value", "us-parts"])
          .describe(
            "What decides the dutiable value; parts of the United States are taken off the full value",
          ),
        citation: text,
      }),
    ),
    free: z
      .array(
        z.strictObject({
          number: code,
          origins: z.array(originOrBloc).min(1).exactOptional(),
          claim: claim.exactOptional().describe("The preference whose origins, days and goods it has"),
          citation: text,
        }),
      )
      .describe("Provisions that state no general rate and are free to some"),
    named: z
      .array(
        z.strictObject({
          numbers: z.array(code).min(1).describe("Provisions, by how their numbers start"),
          articles: z.array(code).min(1).describe("Starts of the numbers that its text names"),
          origins: z.array(originOrBloc).min(1).exactOptional(),
        }),
      )
      .exactOptional()
      .describe("Provisions whose text names the numbers of their goods; wider where a number has ended"),
    never: z
      .array(z.strictObject({ claim, articles: z.array(code).min(1), citation: text }))
      .exactOptional()
      .describe(
        "Claims that a provision opens to goods of any number, and numbers of goods that are never such",
      ),
    rules: z.array(
      z.strictObject({
        measures: z.array(pattern).min(1),
        provisions: z.array(code).min(1).describe("The longest start of a number decides"),
        charged: z
          .enum(["nothing", "provision", "whole"])
          .describe("provision: on the dutiable value of the provision, nothing where it is free"),
        from: day,
        until: openDay,
        citation: text,
      }),
    ),
  })
  .meta({ title: "Provisions of chapter 98, and on what value measures are due on goods of them" });

export const sets = z
  .strictObject({
    $schema: schemaRef,
    source: z.array(id).min(1),
    note: text,
    sets: z.array(
      z.strictObject({
        numbers: z.array(code).min(1).describe("Lines whose rate is that of other articles"),
        of: z.array(code).min(1).describe("What the numbers of the articles begin with"),
        except: z.array(code).min(1).exactOptional().describe("Those among them that none can have"),
        twoBy: z
          .union([z.literal(4), z.literal(6)])
          .exactOptional()
          .describe("Articles are of two numbers at least that differ in these first digits"),
        says: text.describe("What the tariff says of the articles"),
      }),
    ),
  })
  .describe("What articles sets, ensembles and parts can be of");

/** February 29 among them. */
const dayOfYear = z
  .string()
  .regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, "expected a day of the year written MM-DD");

export const seasons = z
  .strictObject({
    $schema: schemaRef,
    source: z.array(id).min(1),
    note: text,
    seasons: z.array(
      z.strictObject({
        number: code,
        group: z.int().positive().describe("Lines of one group part the year among them"),
        periods: z
          .array(z.tuple([dayOfYear, dayOfYear]))
          .min(1)
          .describe("First and last day of each"),
        modes: z
          .array(z.enum(["vessel", "air", "truck", "rail"]))
          .min(1)
          .exactOptional()
          .describe("How the goods came, where the line says so"),
      }),
    ),
  })
  .meta({ title: "Lines of the tariff for goods entered in a part of the year" });

export const events = z
  .strictObject({
    $schema: schemaRef,
    source: z.array(id).min(1),
    checkedOn: day,
    note: text,
    events: z.array(
      z.strictObject({
        id,
        on: openDay.describe("The first day of the new state; null where none is known"),
        kind: z.enum(["start", "step", "lapse", "end", "possible", "announced", "pending"]),
        title: text,
        effect: text,
        inLaw: z
          .enum(["yes", "contested", "no"])
          .describe("Whether the law of this data has it from its day on"),
        origins: z.array(originOrBloc).min(1),
        headings: z.array(text).min(1).exactOptional(),
        products: z.array(codeOrAll).min(1).exactOptional(),
        lists: z.array(id).min(1).exactOptional(),
        claims: z
          .array(claim)
          .min(1)
          .exactOptional()
          .describe("It touches only goods of which one of these is claimed"),
        readings: z
          .array(id)
          .min(1)
          .exactOptional()
          .describe("Other readings of the law, by which it comes out otherwise"),
        lever: id.exactOptional().describe("The lever that sets a rate where the action has none"),
        cite: text,
        confidence: z.enum(["high", "medium", "low"]),
      }),
    ),
  })
  .meta({ title: "Events ahead of the law: dated changes and pending actions" });

/** Codes or documents with a space between them: there are thousands, a line of text each. */
const spaced = (one: string, expected: string) =>
  z.string(expected).regex(new RegExp(`^(${one}( ${one})*)?$`), expected);

export const orders = z
  .strictObject({
    ...sourcedFile,
    orders: z.array(
      z.strictObject({
        case: z
          .string("expected a case such as A-588-874")
          .regex(/^[AC]-\d{3}-\d{3}$/, "expected a case such as A-588-874")
          .describe("A for antidumping, C for countervailing; the country in numbers; the case"),
        origin: country,
        product: text,
        numbers: spaced(
          "\\d{4}(?:\\d\\d){0,3}",
          "expected HTS numbers of 4 to 10 digits, with a space between",
        ).describe("Numbers that the notice names, for convenience"),
        from: openDay.describe("Day of the order; null where it is not known"),
        until: openDay.describe("First day on which it is revoked"),
        notices: spaced("[A-Z0-9]+-\\d+", "expected numbers of documents of the Federal Register").describe(
          "Documents of the Federal Register: where its scope was read, and where it is listed as in force",
        ),
      }),
    ),
  })
  .meta({ title: "Antidumping and countervailing duty orders, and the numbers they name" });

export const authorities = z
  .strictObject({
    $schema: schemaRef,
    note: text,
    authorities: z.array(z.strictObject({ id, title: text, cite: text })).min(1),
  })
  .meta({ title: "Acts that measures rest on, as reports name them" });

export const assumption = z
  .strictObject({
    $schema: schemaRef,
    id,
    title: text,
    kind: z.enum([
      "metal-content",
      "observed-base",
      "product-mix",
      "usmca-claims",
      "other-preferences",
      "quota-share",
      "us-content",
    ]),
    attribution: z.enum(["listed-metal", "own-metal"]).exactOptional(),
    table: id.exactOptional(),
    period: text.exactOptional().describe("First and last month of the table's column"),
    flows: id.exactOptional().describe("Dataset that the mix is of"),
    claims: z
      .array(claim)
      .exactOptional()
      .describe(
        "Preferences that are told by what was not paid; what a share is entered as; what US content needs",
      ),
    origins: z.array(originOrBloc).min(1).exactOptional().describe("Of which a share is assumed"),
    products: z.array(code).min(1).exactOptional().describe("HTS numbers of which it is assumed"),
    share: z
      .string()
      .regex(/^(0(\.\d+)?|1)$/, "expected a part from 0 to 1, such as 0.4")
      .exactOptional()
      .describe("Part of the value, from 0 to 1"),
    from: day.exactOptional().describe("Day before which it moves nothing"),
    source: id,
    why: text,
  })
  .meta({ title: "An assumption about what a year of trade does not say" });

export type OrdersText = z.infer<typeof orders>;
export type Assumption = z.infer<typeof assumption>;
