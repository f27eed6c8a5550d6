/** The shipped law and data, read once for all tests of a file. */
import { join } from "node:path";
import { createReader } from "../src/load/reader.js";
import { loadSchedule } from "../src/load/schedule.js";

export const DATA = join(import.meta.dirname, "../data");
export const reader = createReader(DATA);
export const shipped = loadSchedule(reader);
