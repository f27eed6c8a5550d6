import {
  type Context,
  defineCommand,
  flag,
  repeated,
  toggle,
  underReadings,
} from "../../contract/command.js";
import { UserError } from "../../contract/errors.js";
import {
  oneOf,
  parseComponents,
  parseContents,
  parseCount,
  parseDay,
  parseEntryType,
  parseFileName,
  parseHts,
  parseMode,
  parseOrigin,
  parseShare,
  parseUsd,
  parseWeights,
} from "../../contract/parse.js";
import type { Country } from "../../law/origin.js";
import { answerChoose } from "./answer.js";

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
    claim: repeated(
      "<claim>",
      "what is claimed, where it is open: USMCA, KORUS, donation ...",
      (text) => text,
    ),
    qty: repeated("<quantity>", "a quantity such as 1200kg or 40 doz", (text) => text),
    metal: flag("<contents>", "metal content, as shares or dollars: steel=0.4,aluminum=$120", parseContents),
    metalWeight: flag("<shares>", "metal as shares of the weight: steel=0.1,aluminum=4%", parseWeights),
    component: flag("<values>", "value of what a duty is on, in dollars: case=30,strap=12", parseComponents),
    usContent: flag("<share>", "share of the value of US origin", parseShare),
    adcvd: repeated("<case>", "a deposit as A-588-874=12.5%, or none", (text) => text),
    patented: toggle("a patented drug, as --claim patented"),
    aircraft: toggle("for civil aircraft, as --claim aircraft"),
    quota: flag("<side>", "in: within a tariff-rate quota; out: beyond it", oneOf(["in", "out"])),
    mode: flag("<mode>", "how the goods come: vessel, air, truck or rail, or the code", parseMode),
    entryType: flag("<type>", "formal (if not given) or informal, or the code", parseEntryType),
    freight: flag("<usd>", "freight from each origin; assumed from published charges if not given", parseUsd),
    insurance: flag("<usd>", "insurance from each origin; in the published charges if not given", parseUsd),
    top: flag("<n>", "so many rows; all if not given", parseCount),
    reading: repeated("<id>", "another reading of contested law; `measures` names them", (text) => text),
  },
  charts: true,
  examples: [
    "tariff-calc choose 8482.10.50.68 --value 10000 --from JP,CN,MX,VN",
    "tariff-calc choose 6109.10.00.12 --value 50000 --from all --top 10 --date 2026-10-01",
    "tariff-calc choose --bom docs/examples/parts.csv --from JP,DE,MX",
  ],
  run: async ({ argument, flags }, context) => {
    const own = underReadings(flags.reading, context);
    if (flags.bom === undefined) return answerChoose(parseHts(argument ?? ""), flags, own);
    if (argument !== null || flags.value !== undefined)
      throw new UserError("a list has numbers and values of its own", {
        where: "--bom",
        hint: "leave the number and --value out",
      });
    const { answerBom } = await import("./bom.js");
    return answerBom(flags.bom, flags, own);
  },
});
