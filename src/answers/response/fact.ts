/** The parameters of a response for machine formats, each with where it comes from. */
import type { Estimates } from "../../economics/estimates.js";
import type { Json } from "../../report.js";
import type { ResponseFlags, Settings } from "./settings.js";

/** @param sourced Whether the model has other origins to buy from. */
export function responseFact(
  flags: ResponseFlags,
  settings: Settings,
  estimates: Estimates,
  sourced: boolean,
): Json {
  const demand = settings.horizons.at(-1)?.demand ?? 0;
  return {
    model: settings.model,
    horizons: settings.horizons.map(({ label, demand: elasticity }) => ({ label, elasticity })),
    pass_through: settings.passThrough("", demand),
    pass_through_by_sector: Object.fromEntries(
      [...settings.ownSectors].map((sector) => [sector, settings.passThrough(sector, demand)]),
    ),
    collection: { ...settings.collection },
    to_consumers: settings.toConsumers,
    sources: sourcesOf(flags, settings, estimates, sourced),
    arithmetic: "binary floating point",
  };
}

/** Ids of sources by parameter; `given` is what a flag said. */
function sourcesOf(
  { elasticity, passthrough, supply, compliance, offset, substitution }: ResponseFlags,
  { model }: Settings,
  { demand, passThrough, collectionSources, substitutionSource }: Estimates,
  sourced: boolean,
): Json {
  const from = (given: unknown, source: string) => (given === undefined ? source : GIVEN);
  const usual = passthrough?.find(({ sector }) => sector === null) ?? supply;
  const behaviour = {
    horizons: from(elasticity, demand.path.source),
    pass_through: from(usual, passThrough.border.source),
  };
  return {
    ...(model === "static" ? {} : behaviour),
    ...(sourced ? { substitution: from(substitution, substitutionSource) } : {}),
    uncollected: from(compliance, collectionSources.uncollected.source),
    offset: from(offset, collectionSources.offset.source),
    to_consumers: passThrough.toConsumers.source,
  };
}

const GIVEN = "given";
