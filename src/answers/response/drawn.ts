/** What is drawn and what is held: a parameter that a flag gives stays as it is, the others come from their priors. */
import type { Estimates } from "../../economics/estimates.js";
import { along } from "../../economics/horizon.js";
import type { Draw } from "../../economics/monte-carlo.js";
import type { Distribution, Prior } from "../../economics/prior.js";
import { steady } from "../../economics/quantile.js";
import { UserError } from "../../errors.js";
import type { ResponseFlags, Settings } from "./settings.js";

export interface Drawing {
  /** All that a draw takes a number for, so that holding one leaves the draws of the others as they are. */
  readonly priors: readonly Prior[];
  /** Those that are not held. */
  readonly free: readonly Prior[];
  /** The chosen model with the parameters of a draw. */
  settingsAt(draw: Draw): { readonly demand: number; readonly drawn: Settings };
}

/** @throws {UserError} if flags leave nothing to draw. */
export function drawingOf(
  settings: Settings,
  flags: ResponseFlags,
  estimates: Estimates,
  sourced: boolean,
): Drawing {
  const priors = priorsAt(flags.horizon, estimates).filter(({ id }) => sourced || id !== "substitution");
  const held = heldBy(flags);
  const free = priors.filter(({ id }) => !held.has(id));
  if (free.length === 0)
    throw new UserError("expected a parameter to draw; flags give all of them", {
      where: "--uncertainty",
      hint: "leave out one of --elasticity, --passthrough, --compliance and --offset, or --uncertainty",
    });
  return { priors, free, settingsAt: (draw) => settingsAt(settings, held, draw) };
}

/** Parameters that flags give, by the id of their prior. */
function heldBy({ response, elasticity, passthrough, supply, ...given }: ResponseFlags): ReadonlySet<string> {
  const still = response === "static";
  const all = passthrough?.some(({ sector }) => sector === null) ?? false;
  const held = {
    demand: still || elasticity !== undefined,
    "pass-through": still || supply !== undefined || all,
    uncollected: given.compliance !== undefined,
    offset: given.offset !== undefined,
    substitution: given.substitution !== undefined,
  };
  return new Set(Object.entries(held).flatMap(([id, is]) => (is ? [id] : [])));
}

function settingsAt(settings: Settings, held: ReadonlySet<string>, draw: Draw) {
  const value = (id: string, otherwise: number) => (held.has(id) ? otherwise : (draw[id] ?? otherwise));
  const { collection, ownSectors } = settings;
  const demand = value("demand", settings.horizons.at(-1)?.demand ?? 0);
  const drawn: Settings = {
    ...settings,
    passThrough: (sector, at) => {
      const usual = settings.passThrough(sector, at);
      return ownSectors.has(sector) ? usual : value("pass-through", usual);
    },
    collection: {
      uncollected: value("uncollected", collection.uncollected),
      offset: value("offset", collection.offset),
      mode: collection.mode,
    },
    substitutionTimes: value("substitution", 1),
  };
  return { demand, drawn };
}

/** Years after the change, demand lies between the priors of the short and of the long run as its path does. */
function priorsAt(horizon: number | undefined, estimates: Estimates): readonly Prior[] {
  const long = estimates.priors("long");
  if (horizon === undefined) return long;
  const { years } = estimates.demand.path;
  return estimates.priors("short").map((short, index) => {
    const late = long[index] ?? short;
    const between = (from: number, to: number) => steady(along(from, to, years, horizon));
    return {
      id: short.id,
      central: between(short.central, late.central),
      distribution: mixed(short.distribution, late.distribution, between),
    };
  });
}

function mixed(
  from: Distribution,
  to: Distribution,
  between: (a: number, b: number) => number,
): Distribution {
  if (from.kind === "triangular" && to.kind === "triangular")
    return {
      kind: "triangular",
      low: between(from.low, to.low),
      mode: between(from.mode, to.mode),
      high: between(from.high, to.high),
    };
  return to;
}
