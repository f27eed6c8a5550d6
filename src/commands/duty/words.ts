/** Why each layer did or did not apply. */
import type { Context } from "../../contract/command.js";
import { money } from "../../contract/text.js";
import type { Assessment, Layer, Outcome } from "../../law/assess.js";
import { type IsoDate, inSpan } from "../../law/calendar.js";
import { inDeclaredOrder, numberOf } from "../../law/declare.js";
import { printHts } from "../../law/hts.js";
import type { Version } from "../../law/measure.js";
import { type Agreement, includesOrigin } from "../../law/origin.js";
import { inWords, percent } from "../shared/law-words.js";

/** A sentence a layer with heading, dates and citation, then the numbers to declare in order. */
export function explanation(assessment: Assessment, context: Context): string[] {
  const titles = new Map(context.schedule().measures.map(({ id, title }) => [id, title]));
  return [
    ...assessment.layers.map((layer) => `${sentence(layer, titles)} ${citations(layer)}`),
    `Declare: ${declared(assessment, context.schedule().declaredFirst).join(", ")}.`,
  ];
}

function sentence(
  { measure, heading, duty, version, fate }: Layer,
  titles: ReadonlyMap<string, string>,
): string {
  return `${measure.title} (${heading}, ${inWords(duty)}, ${inForceWords(version)}): ${fateWords(fate, titles)}`;
}

const inForceWords = ({ from, until }: Version): string =>
  `in force from ${from}${until === null ? "" : ` until ${until}`}`;

function fateWords(fate: Outcome, titles: ReadonlyMap<string, string>): string {
  const named = (ids: readonly string[]) => ids.map((id) => titles.get(id) ?? id).join(" and ");
  switch (fate.outcome) {
    case "charged": {
      const part = fate.share.eq(1) ? "the whole value" : `${percent(fate.share)} of the value`;
      const rest = fate.yieldedTo.length > 0 ? `; the rest is charged under ${named(fate.yieldedTo)}` : "";
      return `charged on ${part}, $${money(fate.duty)}${rest}.`;
    }
    case "displaced":
      return `not owed, because ${named(fate.by)} is.`;
    case "freed":
      return `not owed: ${fate.title} (${fate.by}).`;
    case "unknown":
      return `cannot be computed without the ${fate.needs.join(", ")}.`;
  }
}

/** The sources of a version, each once by its own name, and how sure we are of it. */
function citations({ version, measure }: Layer): string {
  const sources = version.sources.map(({ cite, title, summary }) => {
    const named = title.includes(cite) ? title : `${cite}, ${title}`;
    return `${named}: ${summary}`;
  });
  return `Law: ${sources.join("; ")}. Checked ${measure.checkedOn}, confidence ${measure.confidence}.`;
}

/** Chapter 99 numbers in the order of declaration, then the line itself. */
function declared({ entry, layers }: Assessment, order: readonly string[]): string[] {
  const numbers = inDeclaredOrder(layers, order).flatMap((layer) => numberOf(layer) ?? []);
  return [...new Set(numbers), printHts(entry.hts)];
}

/** What a reader should know of the preferences claimed: lapsed, over, not granted on the line. */
export function preferenceNotes({ entry, base }: Assessment, context: Context): string[] {
  const { agreements, origins } = context.schedule();
  const origin = origins.get(entry.origin);
  return agreements
    .filter(({ claim, origins: open }) => entry.claims.has(claim) && origin && includesOrigin(open, origin))
    .flatMap((agreement) =>
      inSpan(agreement, entry.date)
        ? preferenceNote(agreement, entry.date, base)
        : [overNote(agreement, entry.date)],
    );
}

function overNote({ claim, title, from, until, note }: Agreement, date: IsoDate): string {
  const when = date < from ? `begins on ${from}` : `ended before ${until}`;
  return `${claim} changes nothing: the ${title} ${when}.${note ? ` ${note}.` : ""}`;
}

function preferenceNote(
  { claim, lapses = [], note }: Agreement,
  date: IsoDate,
  { applied }: Assessment["base"],
): string[] {
  const lapsed = lapses.filter((lapse) => inSpan(lapse, date)).map(({ title }) => `${title}.`);
  if (applied.column === "special") return [...lapsed, ...(note ? [`${claim}: ${note}.`] : [])];
  return applied.duty.kind === "free"
    ? []
    : [`${claim} changes nothing on the base duty: the special column of this line does not name it.`];
}
