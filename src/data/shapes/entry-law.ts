/** Shape of the fee schedule. */
import { z } from "zod";
import {
  claim,
  code,
  day,
  decimalText,
  id,
  metalOrOther,
  openDay,
  originOrBloc,
  pattern,
  schemaRef,
  sourcedFile,
  text,
} from "./check.js";

const amounts = { minimum: decimalText, maximum: decimalText, informal: decimalText };

const mode = z.enum(["vessel", "air", "truck", "rail"]);

const limits = z.strictObject({
  ...amounts,
  citation: text,
  years: z.array(z.strictObject({ from: day, until: openDay, ...amounts, citation: text })).min(1),
});

const exemption = z.strictObject({
  title: text,
  citation: text,
  claims: z.array(claim).min(1).exactOptional(),
  origins: z.array(originOrBloc).min(1).exactOptional(),
  exceptOrigins: z.array(originOrBloc).min(1).exactOptional(),
  until: day.exactOptional().describe("The first day on which it frees nothing any more"),
  products: z.array(code).min(1).exactOptional(),
  exceptProducts: z.array(code).min(1).exactOptional(),
});

export const fees = z
  .strictObject({
    ...sourcedFile,
    informalLimit: z.strictObject({ usd: decimalText, citation: text }),
    usualModes: z
      .array(z.strictObject({ mode, origins: z.array(z.union([originOrBloc, z.literal("*")])).min(1) }))
      .exactOptional()
      .describe(
        "How goods of an origin are taken to come where that is not stated; the first that names it counts",
      ),
    mail: z
      .strictObject({
        title: text,
        citation: text,
        claims: z.array(claim).min(1).describe("Goods that come in the mail, by any of these claims"),
        years: z
          .array(z.strictObject({ from: day, until: openDay, amount: decimalText, citation: text }))
          .min(1),
      })
      .exactOptional()
      .describe(
        "An amount an item of mail for which customs prepares the papers: told, and in no sum of fees",
      ),
    fees: z.array(
      z.strictObject({
        id,
        title: text,
        citation: text,
        rate: decimalText,
        limits: limits.exactOptional(),
        modes: z.array(mode).exactOptional(),
        onDutiable: z
          .strictObject({ provisions: z.array(code).min(1), citation: text })
          .exactOptional()
          .describe("Provisions of chapter 98 on which it is on the dutiable value alone"),
        exemptions: z.array(exemption),
      }),
    ),
  })
  .meta({ title: "Fees on entries by fiscal year" });

// Shape of the drawback rules.

export const drawback = z
  .strictObject({
    $schema: schemaRef,
    source: z.array(id).min(1),
    checkedOn: day,
    note: text,
    rate: decimalText,
    citation: text,
    rules: z.array(
      z.strictObject({
        of: z.array(pattern).min(1),
        eligible: z.boolean(),
        confidence: z.enum(["high", "medium", "low"]),
        citation: text,
      }),
    ),
  })
  .meta({ title: "Which duties and fees come back as drawback" });

// Shape of the file of acts that a court held not to authorize their duties.

export const refunds = z
  .strictObject({
    ...sourcedFile,
    heldUnlawful: z.array(
      z.strictObject({
        authority: id.describe("The act, as measures name it"),
        on: day.describe("Day of the ruling"),
        citation: text,
        summary: text,
      }),
    ),
  })
  .meta({ title: "Acts that a court held not to authorize the duties levied under them" });

// Shape of the rules from facts to claims.

const metal = z.enum(["steel", "aluminum", "copper"]);
const lists = z.array(id).min(1);

export const facts = z
  .strictObject({
    $schema: schemaRef,
    source: z.array(id).min(1),
    note: text,
    claims: z.array(
      z.strictObject({
        claim,
        citation: text,
        when: z.strictObject({
          from: day.exactOptional().describe("The first day"),
          on: lists.exactOptional().describe("Lists, on one of which the goods stand"),
          notOn: lists.exactOptional().describe("Lists, on none of which they do"),
          melt: z.array(metalOrOther).min(1).exactOptional(),
          smelt: z.array(metalOrOther).min(1).exactOptional(),
          cast: z.array(metalOrOther).min(1).exactOptional(),
          unless: z.array(claim).min(1).exactOptional().describe("Claims beside which it does not follow"),
          necessary: z
            .literal(true)
            .exactOptional()
            .describe("What must be so for the claim to be true, and does not make it so"),
          with: z.array(metal).min(1).exactOptional().describe("Metals of which there must be some"),
          without: z.array(metal).min(1).exactOptional().describe("Metals of which there is none"),
          weight: z
            .strictObject({ below: decimalText, of: z.partialRecord(metal, lists) })
            .exactOptional()
            .describe(
              "Metals that together weigh less than this share: those on whose lists the goods stand",
            ),
        }),
      }),
    ),
  })
  .meta({ title: "Claims that follow from what is stated of the metal of goods" });

export type FactsText = z.infer<typeof facts>;

// Shape of the catalogue of facts and rights.

const said = { says: text, citation: text, source: id };

const claimRule = {
  id: claim.describe("The word an importer writes"),
  title: text,
  flag: text.describe("How a command line states it"),
  column: text.nullable().describe("Column of a file of entries; null where there is none"),
  symbols: z.array(text).min(1).exactOptional().describe("Symbols of the special column"),
  names: z
    .array(claim)
    .min(1)
    .exactOptional()
    .describe("Other names that customs and traders have for it, which are read as the word"),
  citation: text,
  source: id,
  excludes: z.array(claim).min(1).exactOptional().describe("Facts that cannot be true of the same goods"),
  implies: z.array(claim).min(1).exactOptional().describe("Facts that are true with it"),
  denies: claim.exactOptional().describe("The fact that it says is not so"),
  atMost: decimalText.exactOptional().describe("Most that the goods may be worth, in dollars"),
  never: z
    .strictObject({
      lists: z.array(id).min(1).exactOptional().describe("Goods on these lists"),
      quotas: z
        .array(
          z.strictObject({
            from: day,
            until: openDay,
            origins: z.array(text).min(1),
            exceptOrigins: z.array(text).min(1).exactOptional(),
            lists: z.array(id).min(1),
          }),
        )
        .exactOptional()
        .describe("Goods of quotas of some origins"),
      underOrders: z.literal(true).exactOptional().describe("Goods of which a deposit is stated"),
      says: text.describe("Why, with the citation"),
    })
    .exactOptional()
    .describe("Goods that it is never for"),
  checkedOn: day,
  confidence: z.enum(["high", "medium", "low"]),
};

const presumption = z.discriminatedUnion("value", [
  z.strictObject({ value: z.literal("yes"), ...said }),
  z.strictObject({ value: z.literal("no"), ...said }),
  z.strictObject({ value: z.literal("none"), says: text }),
]);

export const claims = z
  .strictObject({
    $schema: schemaRef,
    source: z.array(id).min(1),
    note: text,
    claims: z.array(
      z.discriminatedUnion("kind", [
        z.strictObject({
          kind: z.literal("right").describe("Counts only once it is claimed"),
          asked: z
            .literal(false)
            .exactOptional()
            .describe("Found by customs and not claimed by an importer: nobody is asked for it"),
          ...claimRule,
        }),
        z.strictObject({
          kind: z.literal("fact").describe("Is so whether it is stated or not"),
          ...claimRule,
          presumes: presumption.describe("What the law or its administration takes where nothing is stated"),
          whenUnknown: z
            .strictObject({ value: text, ...said })
            .exactOptional()
            .describe("What customs charges where the importer says that it is not known"),
        }),
      ]),
    ),
  })
  .meta({ title: "Facts about goods and rights of importers that the law asks for" });

export type FeesText = z.infer<typeof fees>;
export type DrawbackText = z.infer<typeof drawback>;
