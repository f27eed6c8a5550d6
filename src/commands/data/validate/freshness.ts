/** Whether somebody looked lately, whether sources are known, and whether made files are up to date. */
import type { Context, DataFiles } from "../../../contract/command.js";
import { suggestion } from "../../../contract/measure-problems.js";
import { error, fileOf, type Problem, warning } from "../../../contract/problem.js";
import type { MeasureText } from "../../../data/shapes/measure.js";
import { addDays, type IsoDate } from "../../../law/calendar.js";

/** Measures last checked longer ago than this are told, counted back from the last day the law was checked. */
const STALE_AFTER = 180;

/** Measures that nobody has looked at for half a year while the rest of the law was checked. */
export function staleChecks(text: MeasureText, asOf: IsoDate): Problem[] {
  const { checkedOn, versions } = text;
  const last = versions.at(-1)?.until ?? null;
  if ((last !== null && last <= checkedOn) || checkedOn >= addDays(asOf, -STALE_AFTER)) return [];
  return [
    warning(
      "stale",
      fileOf(text),
      "checkedOn",
      `it was last checked on ${checkedOn}, more than ${STALE_AFTER} days before ${asOf}`,
      "read the law again, mend what has changed, and write the day",
    ),
  ];
}

/** Measures of the base tariff rest on no act of their own. */
const BASE = "base";

/** Acts and sources that the data does not name. */
export const unknownSources = (context: Context, data: DataFiles): Problem[] => [
  ...deadSources(context, data),
  ...deadActs(context, data),
];

const SOURCED = ["flows", "trade", "assumptions", "labels", "descriptions"] as const;

function deadSources(context: Context, data: DataFiles): Problem[] {
  const sources = context.sources().map(({ id }) => id);
  return SOURCED.flatMap((folder) => data.names(folder)).flatMap((name) => {
    const { source } = data.json(name);
    if (sources.includes(source)) return [];
    const mend = suggestion(source, sources, "an id of sources.json");
    return [error("source", name, "source", `there is no source ${source}`, mend)];
  });
}

function deadActs(context: Context, data: DataFiles): Problem[] {
  const { authorities } = data.json("authorities.json");
  const acts = [BASE, ...authorities.map(({ id }) => id)];
  return [...context.measureTexts().values()].flatMap((text) => {
    const { authority } = text;
    if (acts.includes(authority)) return [];
    const mend = suggestion(authority, acts, "an id of authorities.json; add the act there");
    return [warning("authority", fileOf(text), "authority", `there is no act ${authority}`, mend)];
  });
}

const ALL = "schedule/measures.json";

/** Measures that differ from their own files. */
export function generatedProblems(context: Context, data: DataFiles): Problem[] {
  const { measures } = data.json(ALL);
  const held = new Map(measures.map((measure) => [measure.id, JSON.stringify(measure)]));
  const ids = [...context.measureTexts().entries()];
  const stale = ids.filter(([id, text]) => {
    const { $schema, examples, contested, ...law } = text;
    return held.get(id) !== JSON.stringify(law);
  });
  return stale.map(([id]) =>
    error("generated", ALL, "measures", `${id} is not what its file says`, "run `npm run gen`"),
  );
}
