/** Whether the law bears out the examples of the data. */
import type { Context } from "../../../contract/command.js";
import { error, fileOf, type Problem, warning } from "../../../contract/problem.js";
import type { MeasureText } from "../../../data/shapes/measure.js";
import type { Schedule } from "../../../law/schedule.js";
import { decimal } from "../../../law/units.js";
import { checkMeasureExample, checkWorkedExample } from "../../verify/check.js";

/** Examples that the law does not bear out, and measures without any. */
export function failingExamples(text: MeasureText, schedule: Schedule): Problem[] {
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
export const failingWorked = (context: Context, names: readonly string[]): Problem[] =>
  context.examples().flatMap(({ examples }, at) =>
    examples.flatMap((example, index) => {
      if (example.contested !== undefined) return [];
      const finding = checkWorkedExample(example, context);
      return finding
        ? [
            failing(
              names[at] ?? "examples",
              `examples[${index}]`,
              `"${example.name}": expected ${finding.expected}; got ${finding.found}`,
            ),
          ]
        : [];
    }),
  );
