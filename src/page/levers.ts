/** The sliders of a report. */

import type { Origin } from "../domain/country.js";
import { inForce } from "../domain/in-force.js";
import { coversOrigin } from "../domain/reach.js";
import type { Lever } from "../domain/scenario.js";
import type { Schedule } from "../domain/schedule.js";
import { names } from "../domain/settle.js";
import { escaped } from "../formats/markup.js";
import type { ChangeText, ScenarioText } from "../texts/scenario.js";

const MOST = 100;
const KINDS = [
  ["", "on top"],
  ["floor:", "all-in at least"],
  ["cap:", "at most"],
] as const;

/** A form with a slider for each lever that is moved, or has a measure in force that covers the goods' origins. */
export function leverForm(
  { changes, date }: ScenarioText,
  levers: readonly Lever[],
  schedule: Schedule,
  origins: readonly Origin[],
): string {
  const stands = ({ measures }: Lever) =>
    schedule.measures.some((measure) => {
      const version = inForce(measure, date, "law");
      return (
        version !== undefined &&
        measures.some((pattern) => names(pattern, measure.id)) &&
        origins.some((origin) => coversOrigin(version.covers, origin))
      );
    });
  const ofLever = (name: string) => changes.filter((change) => change.do === "set" && change.lever === name);
  const fields = levers
    .filter((lever) => stands(lever) || ofLever(lever.name).length > 0)
    .filter(({ name }) => ofLever(name).every(isPlain) && ofLever(name).length <= 1)
    .map(({ name, summary }) => slider(name, summary, rateOf(ofLever(name)[0])));
  return `<form id="levers" hidden>${fields.join("\n")}</form>`;
}

const PLAIN = /^(floor:|cap:)?(\d+(?:\.(\d+))?)%?$/;
const rateOf = (change: ChangeText | undefined): string | undefined =>
  change?.do === "set" ? change.rate : undefined;

/** What a slider can say: a rate in per cent, of all goods and origins of the lever. Any other change stays as it is. */
const isPlain = (change: ChangeText): boolean =>
  change.do === "set" && PLAIN.test(change.rate) && !change.origins && !change.products;

/** Its steps are fine enough for the rate it starts at. */
function slider(name: string, summary: string, rate: string | undefined): string {
  const [, kind = "", value = "0", decimals = ""] = PLAIN.exec(rate ?? "0") ?? [];
  const step = decimals === "" || decimals === "5" ? "0.5" : `0.${"0".repeat(decimals.length - 1)}1`;
  const most = Math.max(MOST, Math.ceil(Number(value)));
  const options = KINDS.map(
    ([id, label]) => `<option value="${id}"${id === kind ? " selected" : ""}>${label}</option>`,
  );
  const id = escaped(name);
  return (
    `<fieldset><legend>${escaped(summary)}</legend>` +
    `<label><input type="checkbox" id="use-${id}"${rate === undefined ? "" : " checked"}> change</label> ` +
    `<input type="range" name="${id}" aria-label="${id}: rate in per cent" min="0" max="${most}" step="${step}" value="${escaped(value)}"> ` +
    `<output id="rate-${id}"></output> ` +
    `<select id="kind-${id}" aria-label="${id}: how the rate counts">${options.join("")}</select></fieldset>`
  );
}
