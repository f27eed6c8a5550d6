/** Rates of two tariffs as a table shows them: of long lists of programmes only those whose rate differs. */

const GROUP = /([^()]*)\(([^()]*)\)/g;

/** The rate of each programme of a special column; `null` if the text is of another form. */
function programmes(text: string): Map<string, string> | null {
  const rates = new Map<string, string>();
  for (const [, rate = "", symbols = ""] of text.matchAll(GROUP))
    for (const symbol of symbols.split(/[,\s]+/).filter(Boolean)) rates.set(symbol, rate.trim());
  return rates.size === 0 || text.replace(GROUP, "").trim() !== "" ? null : rates;
}

/** Both texts, or `KR 1.7%` and `KR Free` where rates of programmes are all that differs. */
export function shortPair(before: string | undefined, after: string | undefined): readonly [string, string] {
  const [was, is] = [programmes(before ?? ""), programmes(after ?? "")];
  if (was === null || is === null) return [shown(before), shown(after)];
  const moved = [...new Set([...was.keys(), ...is.keys()])].filter((one) => was.get(one) !== is.get(one));
  if (moved.length === 0) return [shown(before), "the same programmes, written otherwise"];
  return [rated(moved, was), rated(moved, is)];
}

/** Programmes by their rate. */
function rated(symbols: readonly string[], rates: ReadonlyMap<string, string>): string {
  const byRate = new Map<string, string[]>();
  for (const symbol of symbols) {
    const rate = rates.get(symbol) ?? "none";
    byRate.set(rate, [...(byRate.get(rate) ?? []), symbol]);
  }
  return [...byRate].map(([rate, own]) => `${own.join(",")} ${rate}`).join("; ");
}

const shown = (text: string | undefined): string =>
  text === undefined ? "no such line" : text === "" ? "none" : text;
