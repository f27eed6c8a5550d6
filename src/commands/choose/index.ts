import { type Context, defineCommand, flag, repeated, underReadings } from "../../contract/command.js";
import { needed, refuseIdle, UserError } from "../../contract/errors.js";
import {
  parseCount,
  parseDay,
  parseFileName,
  parseHts,
  parseOrigin,
  parseUsd,
} from "../../contract/parse.js";
import type { Country } from "../../law/origin.js";
import { CHAPTER_98_FLAGS, COMING_FLAGS, FILE_FLAGS, fileForms } from "../common/flags.js";
import { answerChoose } from "./answer.js";

/** Flags of a list; `columns` may stand in a configuration file for all lists. */
const OF_LISTS = ["dates", "decimal", "rate", "rates", "sheet"] as const;

/** `JP,VN,MX`, or `all`. */
function parseOrigins(text: string, { schedule }: Context): readonly Country[] | "all" {
  if (text.trim().toLowerCase() === "all") return "all";
  return text.split(",").map((one) => parseOrigin(one, schedule().origins));
}

export default defineCommand({
  name: "choose",
  summary: "Origins of goods by what they cost landed, or the best for each part of a list",
  details:
    "Prices the same goods from each origin as an entry of its own, to the cent: base duty, layers, fees, freight and insurance,\n" +
    "orders that may cover them, the right that would save most, the facts that matter. Sorted by landed cost; those that cost\n" +
    "the same share a rank, and a cost that is not known has none: unknown is never the cheapest. With --bom it chooses for\n" +
    "every part of a list, and adds up what each origin costs for all.",
  argument: { name: "hts", summary: "HTS number of 8 or 10 digits, with or without dots", required: false },
  flags: {
    value: flag("<usd>", "customs value in US dollars", parseUsd),
    from: flag("<origins>", "origins to compare: JP,VN,MX, or all (if not given)", parseOrigins),
    date: flag("<day>", "day of entry, YYYY-MM-DD; the last day checked if not given", parseDay),
    bom: flag(
      "<file>",
      "a list of parts with the columns hts and value, and part if they have names",
      parseFileName,
    ),
    ...FILE_FLAGS,
    claim: repeated(
      "<claim>",
      "what is claimed, where it is open: USMCA, KORUS, donation ...",
      (text) => text,
    ),
    ...CHAPTER_98_FLAGS,
    ...COMING_FLAGS,
    freight: flag("<usd>", "freight from each origin; assumed from published charges if not given", parseUsd),
    insurance: flag("<usd>", "insurance from each origin; in the published charges if not given", parseUsd),
    top: flag("<n>", "so many rows; all if not given", parseCount),
    reading: repeated("<id>", "another reading of contested law; `measures` names them", (text) => text),
  },
  charts: ["duty"],
  examples: [
    "tariff-calc choose 8482.10.50.68 --value 10000 --from JP,CN,MX,VN",
    "tariff-calc choose 6109.10.00.12 --value 50000 --from all --top 10 --date 2026-10-01",
    "tariff-calc choose --bom docs/examples/parts.csv --from JP,DE,MX",
  ],
  run: async ({ argument, flags }, context) => {
    const own = underReadings(flags, context);
    if (flags.bom === undefined) {
      if (argument === null)
        throw needed("hts", "the number of the goods, such as 8703.23.01, or --bom and a list of parts");
      const why = "this says how a list of parts is read, and there is none";
      refuseIdle(flags, OF_LISTS, why, "give --bom, or leave it out");
      return answerChoose(parseHts(argument), flags, own);
    }
    if (argument !== null || flags.value !== undefined)
      throw new UserError("a list has numbers and values of its own", {
        where: "--bom",
        hint: "leave the number and --value out",
      });
    refuseIdle(
      flags,
      ["ch98", "repairValue", "processingValue", "usParts"],
      "each part of a list would have a provision and values of its own",
      "ask part by part, or leave it out",
    );
    const { answerBom } = await import("./bom.js");
    return answerBom(flags.bom, flags, fileForms(flags), own);
  },
});
