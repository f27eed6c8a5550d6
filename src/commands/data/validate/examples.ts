/** Whether the law bears out the examples of the data. */
import type { Context } from "../../../contract/command.js";
import { toEntry } from "../../../contract/measure-text.js";
import { error, fileOf, type Problem, warning } from "../../../contract/problem.js";
import type { WorkedExample } from "../../../data/shapes/examples.js";
import type { MeasureText } from "../../../data/shapes/measure.js";
import type { Entry } from "../../../law/entry.js";
import { isOutsideTariffBase } from "../../../law/hts.js";
import { originNamed } from "../../../law/origin.js";
import type { Schedule } from "../../../law/schedule.js";
import { reaching } from "../../../law/scope.js";
import { decimal } from "../../../law/units.js";
import { checkMeasureExample, checkWorkedExample } from "../../verify/check.js";

/** Whether what a file says of some goods may be otherwise than with the data beneath. */
export type Bears = (goods: Pick<Entry, "hts" | "origin" | "date" | "chapter98">, file: string) => boolean;

/** Files of an overlay that are of no law: what goods owe is the same with them. */
const OF_NO_LAW =
  /^(scenarios|flows|labels|exposure|trade|actuals)\/|^(levers|sectors|sources|datasets)\.json$/;
const OF_A_MEASURE = /^schedule\/measures\//;

/** What an overlay of these files bears on: where it is of measures alone, the goods that they may reach, before or with it. */
export function borneOn(files: readonly string[], contexts: readonly Context[]): Bears {
  const own = files.filter((file) => !OF_NO_LAW.test(file));
  if (!own.every((file) => OF_A_MEASURE.test(file))) return () => true;
  const laws = contexts.map((context) => context.contestedLaw());
  const changed = laws.flatMap((law) =>
    law.measures.flatMap((measure) => (own.includes(fileOf(measure)) ? [{ measure, law }] : [])),
  );
  return ({ hts, origin: code, date, chapter98 }, file) => {
    if (own.includes(file) || isOutsideTariffBase(hts) || chapter98 !== null) return true;
    return changed.some(({ measure, law }) => {
      const origin = originNamed(code, law);
      return (
        origin === undefined || VIEWS.some((view) => reaching({ hts, date, origin }, law, view)(measure))
      );
    });
  };
}

const VIEWS = ["law", "cash"] as const;

/** Examples that the law does not bear out, and measures without any. */
export function failingExamples(text: MeasureText, schedule: Schedule, bears: Bears): Problem[] {
  const file = fileOf(text);
  if (text.examples.length === 0)
    return [
      warning(
        "no-example",
        file,
        "examples",
        "it has no example",
        "add at least the first day and the day before, worked out from the law",
      ),
    ];
  return text.examples.flatMap((example, index) => {
    const place = `examples[${index}]`;
    const parts = Object.values(example.entry.shares ?? {}).reduce((sum, part) => sum.plus(part), decimal(0));
    if (parts.gt(1))
      return [
        error(
          "sum",
          file,
          `${place}.entry.shares`,
          `the shares come to ${parts.times(100).toFixed()} % of the value`,
          "together they are at most 1",
        ),
      ];
    if (!bears(toEntry(example.entry), file)) return [];
    const finding = checkMeasureExample(text.id, example, schedule);
    return finding
      ? [failing(file, place, `"${example.name}": expected ${finding.expected}; got ${finding.found}`)]
      : [];
  });
}

const failing = (file: string, place: string, message: string): Problem =>
  error(
    "example",
    file,
    place,
    message,
    "work it out again from the law, then mend the example or the measure",
  );

/** Worked examples of entries as a whole that the law does not bear out; contested ones aside. */
export const failingWorked = (context: Context, names: readonly string[], bears: Bears): Problem[] =>
  context.examples().flatMap(({ examples }, at) =>
    examples.flatMap((example, index) => {
      const file = names[at] ?? "examples";
      const goods = goodsOf(example);
      const isBorneOn = goods.length === 0 || goods.some((one) => bears(one, file));
      if (example.contested !== undefined || !isBorneOn) return [];
      const finding = checkWorkedExample(example, context);
      return finding
        ? [
            failing(
              file,
              `examples[${index}]`,
              `"${example.name}": expected ${finding.expected}; got ${finding.found}`,
            ),
          ]
        : [];
    }),
  );

/** Goods whose duty a worked example is of; fees and drawback are of none. */
function goodsOf(example: WorkedExample): readonly Entry[] {
  if ("entry" in example) return [toEntry(example.entry)];
  if (!("summary" in example)) return [];
  const { date, lines } = example.summary;
  return lines.map((line) => toEntry({ ...line, date, value: String(line.value) }));
}
