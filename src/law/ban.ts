/** Bans on imports: goods that may not be entered at all, whatever they would owe. */
import { type IsoDate, inSpan, type Span } from "./calendar.js";
import type { Entry } from "./entry.js";
import type { Source } from "./measure.js";
import { isListed, type ListGroup, type Lists } from "./measure.js";
import { type Country, includesOrigin, type Origin } from "./origin.js";

/** Goods that are excluded from importation between two days. */
export interface Ban extends Span {
  readonly id: string;
  readonly title: string;
  /** The act it rests on: `section-338`. */
  readonly authority: string;
  readonly origins: readonly string[];
  /** The list of what is banned; codes of it may be so only of goods of which a fact is claimed. */
  readonly list: string;
  /** For such a fact, the claim that says it is not so: `packaged` and `in-bulk`. */
  readonly contrary: Readonly<Record<string, string>>;
  /** Goods that may be entered all the same, by claim. */
  readonly unless: readonly { readonly claims: readonly string[]; readonly title: string }[];
  readonly sources: readonly Source[];
}

/** The acts that a ban rests on. */
export const cited = ({ sources }: Pick<Ban, "sources">): string =>
  sources.map(({ cite }) => cite).join("; ");

/** What a ban asks of goods. */
type Goods = Pick<Entry, "hts" | "origin" | "date" | "claims">;

/** What of the law decides it. */
interface Law {
  readonly bans: readonly Ban[];
  readonly lists: Lists;
  readonly origins: ReadonlyMap<Country, Origin>;
}

/** The ban that bars goods from entry, if one does. */
export const barred = (goods: Goods, law: Law): Ban | undefined =>
  law.bans.length === 0 ? undefined : bansOf(goods, law).find((ban) => isBanned(ban, goods, law));

/** A ban that bars goods if a fact is so of which nothing is claimed, and that fact. */
export function barredIf(goods: Goods, law: Law): { readonly ban: Ban; readonly fact: string } | undefined {
  for (const ban of law.bans.length === 0 ? [] : bansOf(goods, law))
    for (const fact of openFacts(ban, goods, law))
      if (isBanned(ban, { ...goods, claims: new Set([...goods.claims, fact]) }, law)) return { ban, fact };
  return undefined;
}

/** Bans in force on the goods of an origin that claim no leave. */
function bansOf({ origin, date, claims }: Goods, { bans, origins }: Law): readonly Ban[] {
  const from = origins.get(origin);
  return bans.filter(
    (ban) =>
      inSpan(ban, date) &&
      from !== undefined &&
      includesOrigin(ban.origins, from) &&
      !ban.unless.some((leave) => leave.claims.some((claim) => claims.has(claim))),
  );
}

/** Whether the list of a ban names goods, whatever their origin and leave. */
export function isBanned(
  { list }: Ban,
  { hts, date, claims }: Omit<Goods, "origin">,
  { lists }: Pick<Law, "lists">,
): boolean {
  const named = lists.get(list);
  return named !== undefined && isListed(named, hts, date, claims);
}

/** Facts that a ban hangs on and that are claimed neither way. */
function openFacts({ list, contrary }: Ban, { claims }: Goods, { lists }: Law): string[] {
  const facts = new Set(lists.get(list)?.groups.flatMap(({ condition }: ListGroup) => condition ?? []));
  return [...facts].filter((fact) => !claims.has(fact) && !claims.has(contrary[fact] ?? ""));
}

/** Every claim that could change whether a ban bars goods. */
export const claimsOfBans = (bans: readonly Ban[]): string[] =>
  bans.flatMap(({ contrary, unless }) => [
    ...Object.entries(contrary).flat(),
    ...unless.flatMap(({ claims }) => claims),
  ]);

/** Days on which bans on goods of any origin begin or end. */
export const daysOfBans = (bans: readonly Ban[]): IsoDate[] =>
  bans.flatMap(({ from, until }) => (until === null ? [from] : [from, until]));
