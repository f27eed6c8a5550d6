/** Answers about what is at stake: figures, each with where it is from. */
import { z } from "zod";
import type { Shape } from "./document.js";
import { maybe, text, weights } from "./words.js";

const figure = { value: maybe(text), unit: text };

export const exposure: readonly Shape[] = [
  {
    rows: z.strictObject({ id: text, what: text, ...figure, basis: text, from: text }),
    total: z.null(),
    facts: { country: text, currency: text },
  },
];

export const prices: readonly Shape[] = [
  {
    rows: z.strictObject({ id: text, what: text, ...figure, basis: text, from: text }),
    total: z.null(),
    facts: { weights },
  },
];

export const balance: readonly Shape[] = [
  { rows: z.strictObject({ what: text, ...figure, kind: text, how: text }), total: z.null() },
];
