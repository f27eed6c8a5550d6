/** What a report rests on. */
import type { Context } from "../command.js";
import { escaped, listOf } from "../formats/markup.js";
import type { ScenarioText } from "../texts/scenario.js";

interface Documented {
  readonly border: { readonly source: string; readonly cite: string };
  readonly exceptions: readonly {
    readonly origins: readonly string[];
    readonly warning: string;
    readonly cite: string;
  }[];
  readonly toConsumers: { readonly source: string; readonly cite: string };
}

/** Assumptions, the sources of the split, and the files read, by hash, of one scenario or several. */
export async function sourcesOf(
  texts: readonly Pick<ScenarioText, "assume" | "origins">[],
  context: Context,
): Promise<string[]> {
  const { border, toConsumers, exceptions } = context.data().json<Documented>("economics/pass-through.json");
  const wanted = new Set([border.source, toConsumers.source]);
  const sources = context.sources().filter(({ id }) => wanted.has(id));
  const inputs = await context.inputs();
  const assumed = [...new Set(texts.flatMap(({ assume }) => assume))];
  const origins = new Set(texts.flatMap((text) => text.origins));
  return [
    `<h2>Sources and assumptions</h2>`,
    `<p>Assumptions switched on: ${escaped(assumed.join(", ") || "none")}. Law as of ${escaped(context.schedule().asOf)}; tariff-calc ${escaped(context.version)}.</p>`,
    `<p>Who pays: ${escaped(border.cite)}; ${escaped(toConsumers.cite)}.</p>`,
    listOf(
      exceptions
        .filter((one) => one.origins.some((origin) => origins.has(origin)))
        .map(({ warning, cite }) => `${warning} (${cite})`),
    ),
    listOf(sources.map(({ publisher, title, licence, url }) => `${publisher}: ${title}. ${licence}. ${url}`)),
    `<details><summary>Files read, by SHA-256</summary>${listOf(inputs.map(({ name, sha256 }) => `${name} ${sha256}`))}</details>`,
  ];
}
