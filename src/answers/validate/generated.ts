/** Whether the one file of all measures is what the files of the measures say. */
import type { Context } from "../../command.js";
import type { DataFiles } from "../data/world.js";
import { error, type Problem } from "./problem.js";

const ALL = "schedule/measures.json";

/** Measures that differ from their own files. */
export function generatedProblems(context: Context, data: DataFiles): Problem[] {
  const { measures } = data.json<{ measures: readonly { readonly id: string }[] }>(ALL);
  const held = new Map(measures.map((measure) => [measure.id, JSON.stringify(measure)]));
  const ids = [...context.measureTexts().entries()];
  const stale = ids.filter(([id, text]) => {
    const { $schema, examples, contested, ...law } = text as typeof text & { readonly $schema?: string };
    return held.get(id) !== JSON.stringify(law);
  });
  return stale.map(([id]) =>
    error("generated", ALL, "measures", `${id} is not what its file says`, "run `npm run gen`"),
  );
}
