/** Whether any edition of the tariff had a number. */

/** Suffixes that always were there, as `10 20`, or those and dated ones. */
type Suffixes = string | readonly [always: string, ...dated: (readonly [unknown, unknown, suffix: string])[]];

/** Suffix of lines that have none of their own. */
const NO_SUFFIX = "00";

/** Answers for whole numbers and for their beginnings; the beginnings are gathered when first asked for. */
export function everHad(
  lines: () => Readonly<Record<string, unknown>>,
  suffixes: () => Readonly<Record<string, Suffixes>>,
): (code: string) => boolean {
  let starts: Set<string> | undefined;
  return (code) => {
    starts ??= new Set(
      Object.keys(lines()).flatMap((line) => [2, 4, 6, 8].map((digits) => line.slice(0, digits))),
    );
    if (code.length <= 8) return starts.has(code);
    const line = code.slice(0, 8);
    const own = suffixes()[line];
    if (own === undefined) return code.endsWith(NO_SUFFIX) && starts.has(line);
    const [always, ...dated] = typeof own === "string" ? ([own] as const) : own;
    return (
      always.split(" ").includes(code.slice(8)) || dated.some(([, , suffix]) => suffix === code.slice(8))
    );
  };
}
