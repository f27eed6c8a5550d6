/** The shape of a configuration file. */
import { z } from "zod";
import { day, schemaRef, text } from "./words.js";

const oneOrMore = z.union([text, z.array(text).min(1)], "expected a text or a list of texts");

export const config = z
  .strictObject({
    $schema: schemaRef,
    data: oneOrMore.optional().describe("Folders of data, from the folder of this file"),
    origin: oneOrMore.optional().describe("A country, a bloc, or all"),
    date: day.optional().describe("The day whose law is taken"),
    format: text.optional().describe("table, csv, json, ..."),
    assume: z.array(text).optional().describe("Assumptions by id; an empty list for none"),
  })
  .meta({ title: "A configuration file, tariff-calc.json" });
