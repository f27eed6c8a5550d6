/** What a scenario does to the exports, output and jobs of a country. Source: METHODS 4. */
import type { Context } from "../../command.js";
import { sumsWhere } from "../../domain/tally.js";
import { type Decimal, decimal, usd } from "../../domain/units.js";
import { jobsAtRisk } from "../../economics/exposure.js";
import { steady } from "../../economics/quantile.js";
import type { ExposureText } from "../../texts/exposure.js";
import type { ScenarioText } from "../../texts/scenario.js";
import { keyOf } from "../group-keys.js";
import { checkedSettings } from "../response/checked-settings.js";
import { elastic } from "../response/elastic.js";
import { addedUp, type Outcome } from "../response/outcome.js";
import type { Model, ResponseFlags } from "../response/settings.js";
import { answeringTrade } from "../response/trade.js";
import { ran } from "../scenario.js";
import type { Step } from "./steps.js";

export interface ExposureModel {
  readonly steps: readonly Step[];
  readonly horizon: string;
  readonly demand: number;
}

/** Duty by law, and what trade comes to at the last horizon. */
export async function scenarioSteps(
  text: ExposureText,
  question: ScenarioText,
  flags: ResponseFlags & { readonly response: Model },
  derived: readonly Step[],
  context: Context,
): Promise<ExposureModel> {
  const { run, inputs } = await ran(question, "law", undefined, context);
  const estimates = await context.estimates();
  const settings = await checkedSettings(flags, context);
  const key = keyOf(run, "sector", context.names());
  const groupOf = key.of === "rows" ? key.groupOf : () => "";
  const trade = answeringTrade({ run, inputs, settings, estimates, view: "law", groupOf }, context);
  const { label, demand = -1 } = settings.horizons.at(-1) ?? { label: "" };
  const own = trade.cells.filter(({ sector }) => text.sectors.includes(sector));
  const sector = addedUp(
    own.map((cell) => elastic(cell, "scenario", demand, settings)),
    settings.collection,
  );
  const all = trade.outcome("scenario", demand);
  const duty = sumsWhere(run.changed, () => true).duty;
  return {
    horizon: label,
    demand,
    steps: [
      {
        id: "duty_usd",
        what: "duty a year, trade unchanged",
        value: duty,
        unit: "USD",
        basis: "law",
        from: "every line at its rate",
      },
      ...modelSteps(text, sector, all),
      ...jobSteps(derived, sector),
    ],
  };
}

const model = (id: string, what: string, value: Decimal, unit: string, from: string): Step => ({
  ...{ id, what, value, unit, from },
  basis: "model",
});

const rounded = (amount: number): Decimal => usd(steady(amount)).toDecimalPlaces(2);
const fall = (before: number, after: number): number => (before === 0 ? 0 : 1 - after / before);
const fraction = (share: number): Decimal => decimal(steady(share)).toDecimalPlaces(6);

function modelSteps({ sectorTitle }: ExposureText, sector: Outcome, all: Outcome): Step[] {
  return [
    model(
      "exports_lost_usd",
      "exports to the US lost",
      rounded(all.before - all.after),
      "USD",
      "imports of the year less imports after",
    ),
    model(
      "lost_on_price_usd",
      "of this, by a lower price",
      rounded(all.volume - all.after),
      "USD",
      "volume at old prices less value after",
    ),
    model(
      "lost_on_volume_usd",
      "of this, by selling less",
      rounded(all.before - all.volume),
      "USD",
      "value before less volume at old prices",
    ),
    model(
      "sector_value_fall",
      `${sectorTitle}, value lost`,
      fraction(fall(sector.before, sector.after)),
      "fraction",
      "1 - after / before",
    ),
    model(
      "sector_volume_fall",
      `${sectorTitle}, volume lost`,
      fraction(fall(sector.before, sector.volume)),
      "fraction",
      "1 - quantity after / before",
    ),
  ];
}

/** Jobs follow what is made, so volume counts; by value they are an upper bound. */
function jobSteps(derived: readonly Step[], sector: Outcome): Step[] {
  const counts = [
    ["jobs_exposed_narrow", "narrow"],
    ["jobs_exposed_broad", "broad"],
  ] as const;
  const falls = [
    ["volume", fall(sector.before, sector.volume)],
    ["value", fall(sector.before, sector.after)],
  ] as const;
  return counts.flatMap(([id, count]) => {
    const exposed = derived.find((step) => step.id === id);
    if (!exposed) return [];
    return falls.map(([by, share]) => {
      const { atRisk } = jobsAtRisk(exposed.value.toNumber(), 1, share);
      const what = `jobs at risk, ${count}, ${by}`;
      return model(
        `${id.replace("exposed", "at_risk")}_${by}`,
        what,
        decimal(steady(atRisk)).toDecimalPlaces(0),
        "persons",
        `${id} × sector_${by}_fall`,
      );
    });
  });
}
