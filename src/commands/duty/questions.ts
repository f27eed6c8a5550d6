/** What was not stated of the goods and would change the duty, in words and as rows for machines. */
import type { Context } from "../../contract/command.js";
import type { Json } from "../../contract/report.js";
import { money } from "../../contract/text.js";
import type { Assessment, Bounds } from "../../law/assess.js";
import type { Answered, Certainty, Question } from "../../law/questions.js";
import { plusUsd, toCents, usd } from "../../law/units.js";

/** What `duty` says of its own answer: how far it is known, and what it asks. */
export type Openness = Pick<Answered, "status" | "limits" | "questions" | "presumed">;

const STATUS: Readonly<Record<Certainty, string>> = {
  exact: "exact: no open fact about the goods could change it",
  presumed: "presumed",
  unknown: "not known until what is open is stated",
};

export const statusLine = ({ status, presumed }: Openness): string =>
  `Status: ${STATUS[status]}${status === "presumed" ? `, where nothing is stated of ${presumed.join(", ")}` : ""}`;

/** Questions that are printed without `--explain`. */
const FEW = 3;

/** The questions that move most, facts before rights; all of them where they are asked for. */
export function questionNotes({ questions, limits, status }: Openness, all: boolean): string[] {
  const ordered = [...questions].sort((a, b) => ORDER[a.kind] - ORDER[b.kind]);
  const shown = all ? ordered : ordered.slice(0, FEW);
  const more = ordered.length - shown.length;
  return [
    ...(status === "unknown" ? [`The duty is ${rangeOf(limits)}: what decides is asked below.`] : []),
    ...shown.map(questionWords),
    ...(more > 0
      ? [`${more} more ${more === 1 ? "thing" : "things"} could change it: --explain lists them.`]
      : []),
  ];
}

const ORDER = { fact: 0, reading: 1, right: 2 } as const;

const rangeOf = ({ least, most }: Bounds): string =>
  most === null ? `at least $${money(least)}` : `between $${money(least)} and $${money(most)}`;

function questionWords({ kind, title, state, duty, change, heading, citation }: Question): string {
  const asks = { fact: "Fact", right: "Right", reading: "Reading" }[kind];
  const then = duty === null ? "the duty is not known yet" : `the duty is $${money(toCents(duty))}`;
  const by = toCents(usd(change.abs()));
  const how = by.isZero() ? "" : `, $${money(by)} ${change.isNegative() ? "less" : "more"}`;
  const under = [heading, citation].filter(Boolean).join("; ");
  return `${asks}: ${title}${kind === "reading" ? "?" : "."} With ${state} ${then}${how}${under ? ` (${under})` : ""}.`;
}

/** The questions as machines read them; rates and dollars are texts. */
export const questionRows = ({ questions }: Openness): Json[] =>
  questions.map(({ kind, id, title, state, duty, change, heading, citation }) => ({
    ...{ kind, [kind]: id, title, state },
    duty_usd: duty === null ? null : toCents(duty).toFixed(2),
    change_usd: toCents(change).toFixed(2),
    ...{ heading, citation },
  }));

/** Duty that a court held not to be authorized is told wherever it is charged. */
export function unlawfulNotes({ layers }: Pick<Assessment, "layers">, context: Context): string[] {
  return context.heldUnlawful().flatMap(({ authority, on, citation }) => {
    const charged = layers.flatMap(({ measure, fate }) =>
      measure.authority === authority && fate.outcome === "charged" && !fate.duty.isZero() ? [fate.duty] : [],
    );
    if (charged.length === 0) return [];
    const sum = money(toCents(charged.reduce(plusUsd)));
    return [
      `$${sum} of it is charged under the ${authority.toUpperCase()}: held unlawful on ${on} (${citation}), and refundable.`,
    ];
  });
}
