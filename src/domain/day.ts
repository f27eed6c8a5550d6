/** Days of US Eastern time, as `YYYY-MM-DD`. Strings of this form compare as days do. */
declare const day: unique symbol;
/** A day as `YYYY-MM-DD`, known to be one. */
export type IsoDate = string & { readonly [day]: true };

/** A half-open stretch of days: `from` is in it, `until` is not; `null` means no end is known. */
export interface Span {
  readonly from: IsoDate;
  readonly until: IsoDate | null;
}

export const inSpan = ({ from, until }: Span, on: IsoDate): boolean =>
  from <= on && (until === null || on < until);

/** The real day that `text` writes as YYYY-MM-DD, else `undefined` (February 30 is not a day). */
export function isoDate(text: string): IsoDate | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) ? (text as IsoDate) : undefined;
}

/** The day `days` after `on` (before, if negative). */
export const addDays = (on: IsoDate, days: number): IsoDate =>
  new Date(Date.parse(`${on}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10) as IsoDate;
