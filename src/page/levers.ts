/** The sliders of a report. */
import { applyChanges } from "../domain/change.js";
import type { Origin } from "../domain/country.js";
import type { Lever } from "../domain/scenario.js";
import type { Schedule } from "../domain/schedule.js";
import { escaped } from "../formats/markup.js";
import { type ScenarioText, toChange } from "../texts/scenario.js";

const MOST = 100;
const KINDS = [
  ["", "on top"],
  ["floor:", "all-in at least"],
  ["cap:", "at most"],
] as const;

/** A form with a slider for each lever that reaches these goods on that day. */
export function leverForm(
  { changes, date }: ScenarioText,
  levers: readonly Lever[],
  schedule: Schedule,
  origins: readonly Origin[],
): string {
  const reaching = levers.filter(({ name }) => {
    const change = toChange({ do: "set", lever: name, rate: "10" }, levers);
    return applyChanges(schedule, [change], date, origins).missed.length === 0;
  });
  const rateOf = (name: string): string | undefined =>
    changes.flatMap((change) => (change.do === "set" && change.lever === name ? [change.rate] : [])).at(-1);
  const fields = reaching.map(({ name, summary }) => slider(name, summary, rateOf(name)));
  return `<form id="levers" hidden>${fields.join("\n")}</form>`;
}

function slider(name: string, summary: string, rate: string | undefined): string {
  const [, kind = "", value = "0"] = /^(floor:|cap:)?(.*)$/.exec(rate ?? "0") ?? [];
  const options = KINDS.map(
    ([id, label]) => `<option value="${id}"${id === kind ? " selected" : ""}>${label}</option>`,
  );
  const id = escaped(name);
  return (
    `<fieldset><legend>${escaped(summary)}</legend>` +
    `<label><input type="checkbox" id="use-${id}"${rate === undefined ? "" : " checked"}> change</label> ` +
    `<input type="range" name="${id}" aria-label="${id}: rate in per cent" min="0" max="${MOST}" step="0.5" value="${escaped(value)}"> ` +
    `<output id="rate-${id}"></output> ` +
    `<select id="kind-${id}" aria-label="${id}: how the rate counts">${options.join("")}</select></fieldset>`
  );
}
