/** Fees and drawback as the data files state them. */

import { fastRate } from "../domain/cents.js";
import type { DrawbackRules } from "../domain/drawback.js";
import type { Fee, FeeSchedule } from "../domain/fees.js";
import { decimal, rate } from "../domain/units.js";

interface AmountsText {
  readonly minimum: string;
  readonly maximum: string;
  readonly informal: string;
}

type FeeText = Omit<Fee, "rate" | "limits"> & {
  readonly rate: string;
  readonly limits?: AmountsText & {
    readonly years: readonly (AmountsText &
      Omit<NonNullable<Fee["limits"]>["years"][number], keyof AmountsText>)[];
  };
};

export interface FeesText {
  readonly informalLimit: { readonly usd: string; readonly citation: string };
  readonly fees: readonly FeeText[];
}

const cents = (dollars: string): number => decimal(dollars).times(100).toNumber();

const amounts = ({ minimum, maximum, informal }: AmountsText) => ({
  minimum: cents(minimum),
  maximum: cents(maximum),
  informal: cents(informal),
});

export const toFees = ({ informalLimit, fees }: FeesText): FeeSchedule => ({
  informalLimit: { dollars: Number(informalLimit.usd), citation: informalLimit.citation },
  fees: fees.map(({ rate: fraction, limits, ...fee }) => ({
    ...fee,
    rate: fastRate(rate(fraction)),
    ...(limits
      ? { limits: { ...amounts(limits), years: limits.years.map((year) => ({ ...year, ...amounts(year) })) } }
      : {}),
  })),
});

export type DrawbackText = Omit<DrawbackRules, "rate"> & { readonly rate: string };

export const toDrawback = (text: DrawbackText): DrawbackRules => ({ ...text, rate: rate(text.rate) });
