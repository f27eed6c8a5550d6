/** The shape of a configuration file. */
import { z } from "zod";
import { day, schemaRef, text } from "./words.js";

const oneOrMore = z.union([text, z.array(text).min(1)], "expected a text or a list of texts");

export const config = z
  .strictObject({
    $schema: schemaRef,
    data: oneOrMore.exactOptional().describe("Folders of data, from the folder of this file"),
    origin: oneOrMore.exactOptional().describe("A country, a bloc, or all"),
    date: day.exactOptional().describe("The day whose law is taken"),
    format: text.exactOptional().describe("table, csv, json, ..."),
    assume: z.array(text).exactOptional().describe("Assumptions by id; an empty list for none"),
  })
  .meta({ title: "A configuration file, tariff-calc.json" });

export type ConfigText = z.infer<typeof config>;
