/** Reads rows of CSV and writes them again, with csv-parse and csv-stringify as they come: what any program on rows costs. */
import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { parse } from "csv-parse";
import { stringify } from "csv-stringify";

const [, , from = "", to = ""] = process.argv;
await pipeline(createReadStream(from), parse(), stringify(), createWriteStream(to));
