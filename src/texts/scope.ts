/** Whose trade, and which goods: what origins and products a question names. */
import type { Country } from "../domain/country.js";
import type { HtsCode } from "../domain/hts.js";
import { printHts } from "../domain/hts.js";
import type { Schedule } from "../domain/schedule.js";
import { UserError } from "../errors.js";
import { parseHts, parseOrigin } from "../parse.js";

/** Every origin the flows have. */
export const ALL = "all";

/**
 * An origin by code, number or name; `all`; a bloc such as `EU`; an agreement such as `USMCA`, for its partners.
 * @throws {UserError} on other texts.
 */
export function parsePartner(text: string, schedule: Schedule): string {
  const wanted = text.trim().toLowerCase();
  const { origins } = schedule;
  const known = [...origins.values()].find(({ code }) => code.toLowerCase() === wanted)?.code;
  const names = [ALL, ...groupNames(schedule)];
  return known ?? names.find((name) => name.toLowerCase() === wanted) ?? parseOrigin(text, origins);
}

const groupNames = ({ origins, agreements }: Schedule): string[] => [
  ...new Set([...origins.values()].flatMap(({ blocs }) => blocs)),
  ...agreements.filter((one) => !one.origins.includes("*")).map(({ claim }) => claim),
];

/** Codes as they are; `all`, blocs and agreements stand for those of them that the flows have. @throws {UserError} on others. */
export function partnersOf(
  names: readonly string[],
  schedule: Schedule,
  flowOrigins: readonly Country[],
): Country[] {
  const has = new Set(flowOrigins);
  const found = names.flatMap((name): readonly Country[] => {
    if (name === ALL) return flowOrigins;
    if (schedule.origins.has(name as Country)) return [name as Country];
    const members = membersOf(name, schedule).filter((code) => has.has(code));
    if (members.length > 0) return members;
    throw new UserError(`"${name}" is no origin the data knows`, {
      where: "origins",
      hint: "two letters such as JP, a bloc such as EU, or all",
    });
  });
  return [...new Set(found)];
}

function membersOf(name: string, { origins, agreements }: Schedule): Country[] {
  const named = agreements.find(({ claim }) => claim === name)?.origins ?? [name];
  return [...origins.values()]
    .filter(({ code, blocs }) => named.includes(code) || blocs.some((bloc) => named.includes(bloc)))
    .map(({ code }) => code);
}

/** `8703,72`: starts of HTS numbers. @throws {UserError} on one that is none, or that no edition had a line under. */
export function parseProducts(text: string, { base }: Schedule): HtsCode[] {
  return text.split(",").map((one) => {
    const code = parseHts(one);
    if (base.everHad(code)) return code;
    throw new UserError(`the tariff never had a line that starts with ${printHts(code)}`, {
      hint: "for example --product 8703,72",
    });
  });
}
