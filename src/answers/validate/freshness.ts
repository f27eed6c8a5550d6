/** Whether somebody looked lately, and whether sources are known. */
import type { Context } from "../../command.js";
import { addDays, type IsoDate } from "../../domain/day.js";
import type { MeasureText } from "../../texts/measure.js";
import type { DataFiles } from "../data/world.js";
import { fileOf } from "./file-of.js";
import { suggestion } from "./names.js";
import { error, type Problem, warning } from "./problem.js";

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

const SOURCED = ["flows", "trade", "assumptions", "labels"];

function deadSources(context: Context, data: DataFiles): Problem[] {
  const sources = context.sources().map(({ id }) => id);
  return SOURCED.flatMap((folder) => data.names(folder)).flatMap((name) => {
    const { source } = data.json<{ source: string }>(name);
    if (sources.includes(source)) return [];
    const mend = suggestion(source, sources, "an id of sources.json");
    return [error("source", name, "source", `there is no source ${source}`, mend)];
  });
}

function deadActs(context: Context, data: DataFiles): Problem[] {
  const { authorities } = data.json<{ authorities: readonly { id: string }[] }>("authorities.json");
  const acts = [BASE, ...authorities.map(({ id }) => id)];
  return [...context.measureTexts().values()].flatMap((text) => {
    const { authority } = text;
    if (acts.includes(authority)) return [];
    const mend = suggestion(authority, acts, "an id of authorities.json; add the act there");
    return [warning("authority", fileOf(text), "authority", `there is no act ${authority}`, mend)];
  });
}
