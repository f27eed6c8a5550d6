/** What the numbers of a model may be. Checked where they come in; the functions of this layer take them as checked. */

interface Range {
  /** Completes "expected". */
  readonly expected: string;
  readonly hint: string;
  readonly holds: (value: number) => boolean;
}

const RANGES = {
  tariff: {
    expected: "a tariff of zero or more, as a fraction such as 0.25",
    hint: "tariffs above 1 (100%) are allowed; subsidies are not",
    holds: (value) => value >= 0 && Number.isFinite(value),
  },
  demand: {
    expected: "a demand elasticity of zero or less, such as -2",
    hint: "write it with its sign: buyers take less as the price rises",
    holds: (value) => value <= 0 && Number.isFinite(value),
  },
  supply: {
    expected: "a supply elasticity above zero",
    hint: "for a supply without limit leave it out and take a pass-through of 1",
    holds: (value) => value > 0,
  },
  substitution: {
    expected: "an elasticity of substitution above zero, such as 5.6",
    hint: "it is stored positive; a trade elasticity of -4 on values before duty is a substitution of 4",
    holds: (value) => value > 0 && Number.isFinite(value),
  },
  "pass-through": {
    expected: "a pass-through from 0 to 1, such as 0.95",
    hint: "1: the buyer bears the whole tariff; 0: the seller does",
    holds: (value) => value >= 0 && value <= 1,
  },
  collected: {
    expected: "a share above 0 and at most 1, such as 0.9",
    hint: "the part of the added duty that is collected",
    holds: (value) => value > 0 && value <= 1,
  },
  withheld: {
    expected: "a share of at least 0 and below 1, such as 0.1",
    hint: "the part of the duty that is not collected, or that other taxes lose",
    holds: (value) => value >= 0 && value < 1,
  },
} as const satisfies Readonly<Record<string, Range>>;

export type Quantity = keyof typeof RANGES;

/** What a number must be, for people. */
export const expectedOf = (quantity: Quantity): string => `expected ${RANGES[quantity].expected}`;

/** Why a number cannot be what it is given as; `null` if it can. Source: METHODS 0. */
export const outOfRange = (quantity: Quantity, value: number): { message: string; hint: string } | null =>
  RANGES[quantity].holds(value)
    ? null
    : { message: `${expectedOf(quantity)}; got ${value}`, hint: RANGES[quantity].hint };
