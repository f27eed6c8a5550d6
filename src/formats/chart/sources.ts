/** What stands under a drawn chart: how it can be made again, and what its marks mean. */
import { createHash } from "node:crypto";
import type { Envelope } from "../../report.js";
import { wrapped } from "../../wrap.js";
import { FIT, plotsOf } from "./frame.js";
import type { Plotted } from "./plotted.js";

/** Digits of a hash that tell one picture from another. */
const DIGITS = 16;

/** One hash of everything the picture was made from: names and SHA-256 of the inputs, as JSON output lists them. */
async function inputHash({ inputs }: Envelope): Promise<string> {
  const lines = (await inputs()).map(({ name, sha256 }) => `${sha256}  ${name}\n`);
  return createHash("sha256").update(lines.join("")).digest("hex").slice(0, DIGITS);
}

/** A picture is the same whatever its file is called. */
const withoutFile = (command: readonly string[]): readonly string[] =>
  command.filter(
    (word, index) => !/^(-o|--output(=.*)?)$/.test(word) && !/^(-o|--output)$/.test(command[index - 1] ?? ""),
  );

/** By which command, law and data the picture can be made again, and what its marks mean. */
export async function sourceTexts(chart: Plotted, envelope: Envelope): Promise<string[]> {
  const open = plotsOf(chart).some(({ values }) => values.some(({ atLeast }) => atLeast));
  const words = withoutFile(envelope.command)
    .map((word) => (/\s/.test(word) ? `"${word}"` : word))
    .join(" ");
  const made = `tariff-calc ${envelope.version}, law as of ${envelope.lawAsOf}, inputs ${await inputHash(envelope)}`;
  return [
    ...(open ? ["At least: part of the goods have duties that cannot be computed."] : []),
    ...wrapped(`Source: tariff-calc ${words}`, FIT, "  "),
    made,
  ];
}
