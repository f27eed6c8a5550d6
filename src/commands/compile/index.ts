import { defineCommand, flag, repeated, underReadings } from "../../contract/command.js";
import { refuseIdle } from "../../contract/errors.js";
import { oneOf, parseDay, parseFileName } from "../../contract/parse.js";
import { answerCheck, answerCompile } from "./answer.js";
import { DIALECT_NAMES } from "./dialects.js";

export default defineCommand({
  name: "compile",
  summary: "The law of some days as tables and SQL, to price entries where they are",
  details:
    "Writes a folder that a database can load: the law as tables (Parquet and CSV), one SQL file for each dialect, with views that\n" +
    "price a table of entries to the cent, layer by layer, fees too, and a manifest with the hash of each file. The same\n" +
    "law gives the same bytes on every machine. What SQL cannot price has the status `apart` and is for `duty --file`;\n" +
    "what is not stated stays unknown. docs/scale.md says how to load and run it on each engine.",
  argument: null,
  writesFolder: true,
  flags: {
    from: flag("<day>", "the first day, YYYY-MM-DD", parseDay),
    until: flag("<day>", "the first day that is left out", parseDay),
    into: flag("<folder>", "the folder to write, which must not be there; -o too", parseFileName),
    dialect: flag("<names>", `SQL of these engines: ${DIALECT_NAMES.join(", ")}`, (text) =>
      text.split(",").map((name) => oneOf(DIALECT_NAMES)(name.trim())),
    ),
    reading: repeated("<id>", "another reading of contested law; `measures` names them", (text) => text),
    view: flag("<view>", "law: what was owed; cash: what was collected", oneOf(["law", "cash"])),
    check: flag("<folder>", "hold a folder against its manifest instead", parseFileName),
  },
  examples: [
    "tariff-calc compile --from 2025-06-19 --until 2025-06-20 --into law --dialect duckdb,postgres",
    "tariff-calc compile --check law",
  ],
  async run({ flags }, context) {
    const { check, ...others } = flags;
    if (check === undefined) return answerCompile(flags, underReadings(flags, context));
    const why = "a folder is held against the manifest it has, whatever was asked for then";
    refuseIdle(others, Object.keys(others), why, "leave it out, or leave out --check");
    return answerCheck(check, context);
  },
});
