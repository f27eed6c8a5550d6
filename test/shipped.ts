/** The shipped law and data, read once for all tests of a file. */
import { join } from "node:path";
import { loadSchedule } from "../src/data/law.js";
import { createReader } from "../src/data/reader.js";

export const DATA = join(import.meta.dirname, "../data");
export const reader = createReader(DATA);
export const shipped = loadSchedule(reader);
