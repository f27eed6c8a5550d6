import {
  type Context,
  defineCommand,
  flag,
  repeated,
  toggle,
  underReadings,
} from "../../contract/command.js";
import { needed, refuseIdle, UserError } from "../../contract/errors.js";
import {
  oneOf,
  parseComponents,
  parseDay,
  parseEntryType,
  parseFactor,
  parseFileName,
  parseHts,
  parseMetalCountry,
  parseMode,
  parseOrigin,
  parseUsd,
} from "../../contract/parse.js";
import { ON_ERROR, parseShard } from "../../contract/rows.js";
import {
  CHAPTER_98_FLAGS,
  CLAIM_FLAGS,
  FILE_FLAGS,
  fileForms,
  JOBS_FLAG,
  METAL_FLAGS,
  US_CONTENT_FLAG,
} from "../common/flags.js";
import { answerDuty } from "./answer.js";

const metalCountry = (text: string, { schedule }: Context): string =>
  parseMetalCountry(text, schedule().origins);

export default defineCommand({
  name: "duty",
  summary: "What goods owe on entry, layer by layer, or a file of entries line by line",
  details:
    "Assesses goods entered on a day: the numbers to declare in the order of an entry summary, with the part of the value,\n" +
    "rate and duty of each, the layers that did not apply and why, and the fees. An all-in rate stands in full on its chapter\n" +
    "99 number. It assumes nothing that is not stated: a total that needs it is a lower bound. It asks for what would change\n" +
    "the duty: each fact, right and reading alone, two where one measure asks for both, and two of different measures that\n" +
    "change the duty only together. With --file it prices every row of a file, of any length.",
  argument: { name: "hts", summary: "HTS number of 8 or 10 digits, with or without dots", required: false },
  flags: {
    origin: flag("<country>", "country of origin: JP, JPN or Japan", (text, { schedule }) =>
      parseOrigin(text, schedule().origins, schedule().homeOrigins),
    ),
    value: flag("<usd>", "customs value in US dollars", parseUsd),
    date: flag("<day>", "day of entry, YYYY-MM-DD", parseDay),
    claim: repeated("<claim>", "what is claimed: USMCA, KORUS, donation, exclusion ...", (text) => text),
    qty: repeated(
      "<quantity>",
      "a quantity such as 1200kg or 40 doz; a number alone is in the unit of the line",
      (text) => text,
    ),
    ...METAL_FLAGS,
    component: flag(
      "<values>",
      "value of what a duty is on, in dollars: case=30,strap=12, or of articles in a set: 8205.40.00=60",
      parseComponents,
    ),
    ...US_CONTENT_FLAG,
    ...CHAPTER_98_FLAGS,
    statusDate: flag(
      "<day>",
      "day of privileged foreign status in a foreign-trade zone: its rates apply",
      parseDay,
    ),
    loadedOn: flag("<day>", "day the goods were loaded for the United States", parseDay),
    melt: flag("<country>", "country where the steel was melted and poured, or unknown", metalCountry),
    smelt: flag("<country>", "country where the primary aluminum was smelted, or unknown", metalCountry),
    cast: flag("<country>", "country where the aluminum was last cast, or unknown", metalCountry),
    adcvd: repeated(
      "<case>",
      "a deposit as A-588-874=12.5%, A-588-874=none, or none: antidumping and countervailing orders",
      (text) => text,
    ),
    ...CLAIM_FLAGS,
    mode: flag("<mode>", "how the goods came: vessel, air, truck or rail, or the code", parseMode),
    entryType: flag("<type>", "formal (if not given) or informal, or the code", parseEntryType),
    feeFactor: flag(
      "<factor>",
      "factor of the fee limits, for a year whose notice is not in the data",
      parseFactor,
    ),
    freight: flag("<usd>", "freight to the United States, for the landed cost", parseUsd),
    insurance: flag("<usd>", "insurance, for the landed cost", parseUsd),
    file: flag(
      "<file>",
      "entries to price: .csv, .xlsx, .json, .ndjson, .parquet, gzip of these, or - for standard input",
      parseFileName,
    ),
    ...FILE_FLAGS,
    engine: flag("<name>", "price the file inside duckdb, where it is installed", oneOf(["duckdb"])),
    ...JOBS_FLAG,
    shard: flag(
      "<i/n>",
      "price one shard of the file, such as 2/8; lines of an entry stay together",
      parseShard,
    ),
    totals: flag(
      "<file>",
      "write the sums to this file in one row; sums of all shards add up",
      parseFileName,
    ),
    merge: repeated("<file>", "add up the totals of all shards; - for standard input", parseFileName),
    onError: flag("<how>", "rows that cannot be read: report, skip or stop", oneOf(ON_ERROR)),
    noAsks: toggle("do not ask what is not stated and would change an answer; for very long files"),
    describe: toggle("what the tariff says of the goods, in a column of its own; with --file"),
    rejected: flag("<file>", "write the rows that cannot be read there", parseFileName),
    reading: repeated("<id>", "another reading of contested law; `measures` names them", (text) => text),
    view: flag("<view>", "law: what was owed; cash: what was collected", oneOf(["law", "cash"])),
    worksheet: flag(
      "<file>",
      "write a worksheet to check the entry by, or one for each entry of a file: .html to print, .xlsx or .md",
      parseFileName,
    ),
    explain: toggle("why each layer did or did not apply, with citations"),
  },
  examples: [
    "tariff-calc duty 8703.23.01 --origin JP --value 30000 --date 2025-06-19 --explain",
    "tariff-calc duty 8431.31.00.20 --origin JP --value 10000 --date 2025-06-19 --metal steel=0.35",
    "tariff-calc duty 0402.99.90 --origin NZ --value 5000 --date 2025-06-19 --qty 1200kg --mode vessel",
    "tariff-calc duty --file entries.csv -o duties.csv",
  ],
  run: async ({ argument, flags, asked }, context) => {
    const own = underReadings(flags, context);
    if (flags.merge !== undefined) {
      checkOfMerge(argument, flags);
      const { answerMerged } = await import("./shards.js");
      return answerMerged(flags.merge, own);
    }
    if (flags.file === undefined) {
      const why = "this says how a file of entries is read, and there is none";
      refuseIdle(flags, OF_FILES, why, "give --file, or leave it out");
      if (argument === null)
        throw needed("hts", "the number of the goods, such as 8703.23.01, or --file and a file of them");
      return answerDuty(parseHts(argument), flags, own);
    }
    if (argument !== null)
      throw new UserError("a file has numbers of its own", {
        where: "--file",
        hint: `leave ${argument} out`,
      });
    checkOfWorksheet(flags);
    const ofFile = { ...flags, asks: flags.noAsks !== true, forms: fileForms(flags) };
    if (flags.engine !== undefined) {
      const { answerByEngine } = await import("./engine.js");
      return answerByEngine(flags.file, ofFile, asked, own);
    }
    const { answerDutyFile, serveDutyFile } = await import("./file.js");
    if (own.threads.serve) return serveDutyFile(ofFile, own);
    if (flags.shard === undefined && flags.totals === undefined)
      return answerDutyFile(flags.file, ofFile, own);
    const { answerShard } = await import("./shards.js");
    return answerShard(flags.file, ofFile, own);
  },
});

/** Flags that say how a file is read: on one entry they would be passed over in silence. */
const OF_FILES = [
  ...["rate", "noAsks", "describe"],
  "dates",
  "decimal",
  "rates",
  "sheet",
  "encoding",
  "engine",
  "jobs",
  "shard",
  "totals",
  "onError",
  "rejected",
] as const;

/** Totals were made of goods and of files: nothing more can be said of these. @throws {UserError} on what is given besides. */
function checkOfMerge(argument: string | null, flags: Readonly<Record<string, unknown>>): void {
  const why = "--merge adds up totals of shards, and takes nothing beside them";
  const others = Object.keys(flags).filter((key) => key !== "merge" && key !== "reading");
  refuseIdle(flags, others, why, "leave one out");
  if (argument !== null) throw new UserError(why, { where: argument, hint: "leave one out" });
}

/** @throws {UserError} on what prices a file in parts, beside a worksheet of its entries. */
function checkOfWorksheet(flags: Readonly<Record<string, unknown>>): void {
  if (flags.worksheet === undefined) return;
  const parts = ["engine", "jobs", "shard", "totals"];
  refuseIdle(flags, parts, "worksheets are made of a whole file, in one thread", "leave it out");
}
