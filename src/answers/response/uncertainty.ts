/** Bands of the headlines of a scenario, from priors of what behaviour rests on. Source: METHODS 6. */
import type { Estimates } from "../../economics/estimates.js";
import { bandsOf } from "../../economics/monte-carlo.js";
import type { Further, Watch } from "../../report.js";
import type { RowKey } from "../group-keys.js";
import { dollarTable, percentFacts, percentTables, TOTAL } from "./band-tables.js";
import { drawingOf } from "./drawn.js";
import { sizedGroups } from "./groups.js";
import { headlinesOf } from "./headlines.js";
import type { ResponseFlags, Settings } from "./settings.js";
import { tornadoOf } from "./swings.js";
import type { AnsweringTrade } from "./trade.js";

const SEED = 20_250_618;

export interface Sampled {
  readonly trade: AnsweringTrade;
  readonly settings: Settings;
  readonly estimates: Estimates;
  readonly flags: ResponseFlags;
  /** Groups with bands of their own, the largest first; `null` for all goods together alone. */
  readonly groups: { readonly key: RowKey; readonly top: number | null } | null;
  /** For whoever waits for the draws. */
  readonly watch: Watch;
}

const tableOf = ({ columns, rows }: Further) => ({ columns, rows });

/** A row a headline and what net revenue hangs on beneath; with `tornado`, the other way about. The model is the one chosen; every result is rounded to 12 digits. */
export function uncertainty(asked: Sampled) {
  const { trade, settings, estimates, flags, groups, watch } = asked;
  const drawing = drawingOf(settings, flags, estimates, trade.others !== null);
  const sampling = { draws: flags.uncertainty ?? 0, seed: flags.seed ?? SEED };
  const names = groups ? sizedGroups(trade.cells).slice(0, groups.top ?? undefined) : [];
  const bands = bandsOf(
    drawing.priors,
    (draw) => {
      const { demand, drawn } = drawing.settingsAt(draw);
      return Object.assign({}, ...[...names, TOTAL].map((group) => of(asked, demand, drawn, group)));
    },
    sampling,
    (draws) => watch(draws, "draws"),
  );
  const {
    further: swings,
    fact,
    note,
  } = tornadoOf(drawing, (draw) => {
    const { demand, drawn } = drawing.settingsAt(draw);
    return trade.outcome("scenario", demand, undefined, drawn).net;
  });
  const inDollars = dollarTable(bands, names, groups?.key ?? null);
  const inPercent = percentTables(bands);
  return {
    ...(flags.tornado
      ? { ...tableOf(swings), further: [inDollars, ...inPercent] }
      : { ...tableOf(inDollars), further: [...inPercent, swings] }),
    total: null,
    facts: { uncertainty: { ...sampling, percent: percentFacts(bands), ...fact } },
    notes: [`Model: ${sampling.draws} draws, seed ${sampling.seed}. ${note}`],
  };
}

/** Headlines of a group under the drawn settings, with the group before their names. */
function of({ trade }: Sampled, demand: number, drawn: Settings, group: string): Record<string, number> {
  const goods = group === TOTAL ? undefined : group;
  const is = trade.outcome("scenario", demand, goods, drawn);
  const was = trade.others && trade.outcome("baseline", demand, goods, drawn);
  return Object.fromEntries(
    Object.entries(headlinesOf(is, was)).map(([id, value]) => [`${group} ${id}`, value]),
  );
}
