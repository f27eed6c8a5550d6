/** Bans on imports: goods that may not be entered at all, whatever they would owe. */
import { type IsoDate, inSpan, type Span } from "./calendar.js";
import type { Entry } from "./entry.js";
import type { HtsCode } from "./hts.js";
import { isListed, type ListGroup, type Lists, type Measure, type Source } from "./measure.js";
import { type Country, includesOrigin, type Origin } from "./origin.js";

/** Goods that are excluded from importation between two days. */
export interface Ban extends Span {
  readonly id: string;
  readonly title: string;
  /** The act it rests on: `section-338`. */
  readonly authority: string;
  readonly origins: readonly string[];
  /** The list of what is banned, `null` for all goods; codes of it may be so only of goods of which a fact is claimed. */
  readonly list: string | null;
  /** Only goods of which one of these is claimed, such as a place of origin that no code of a country says; none for all. */
  readonly onlyIf: readonly string[];
  /** For such a fact, the claim that says it is not so: `packaged` and `in-bulk`. */
  readonly contrary: Readonly<Record<string, string>>;
  /** Goods that may be entered all the same. */
  readonly unless: readonly Leave[];
  readonly confidence: Measure["confidence"];
  readonly sources: readonly Source[];
}

/** Goods that a ban leaves free: those of a list, if it names one, of which one of the claims is made, if it asks any. */
export interface Leave {
  readonly claims: readonly string[];
  readonly list?: string;
  readonly from?: IsoDate;
  readonly until?: IsoDate;
  readonly title: string;
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

/** Bans in force on goods of an origin, for what is claimed of them. */
function bansOf({ origin, date, claims }: Goods, { bans, origins }: Law): readonly Ban[] {
  const from = origins.get(origin);
  return bans.filter(
    (ban) =>
      isMeant(ban, claims) && inSpan(ban, date) && from !== undefined && includesOrigin(ban.origins, from),
  );
}

const isMeant = ({ onlyIf }: Ban, claims: ReadonlySet<string>): boolean =>
  onlyIf.length === 0 || onlyIf.some((claim) => claims.has(claim));

/** Whether a ban names goods, whatever their origin, and leaves them no way in. */
export function isBanned(
  { list, unless }: Ban,
  goods: Omit<Goods, "origin">,
  { lists }: Pick<Law, "lists">,
): boolean {
  return names(list, goods, lists) && !unless.some((leave) => isFree(leave, goods, lists));
}

function isFree(leave: Leave, goods: Omit<Goods, "origin">, lists: Lists): boolean {
  const { claims, list = null, from, until } = leave;
  if (claims.length > 0 && !claims.some((claim) => goods.claims.has(claim))) return false;
  if ((from && goods.date < from) || (until && goods.date >= until)) return false;
  return names(list, goods, lists);
}

/** Whether a ban may bar a number on a day, of any origin, whatever is claimed. */
export function mayBar(ban: Ban, hts: HtsCode, date: IsoDate, lists: Lists): boolean {
  return names(ban.list, { hts, date, claims: new Set(claimsOfBans([ban])) }, lists);
}

/** Whether a list names goods; without a list all goods are meant. */
function names(list: string | null, { hts, date, claims }: Omit<Goods, "origin">, lists: Lists): boolean {
  if (list === null) return true;
  const named = lists.get(list);
  return named !== undefined && isListed(named, hts, date, claims);
}

/** Facts that a ban hangs on and that are claimed neither way. */
function openFacts({ list, contrary }: Ban, { claims }: Goods, { lists }: Law): string[] {
  const groups = list === null ? [] : (lists.get(list)?.groups ?? []);
  const facts = new Set(groups.flatMap(({ condition }: ListGroup) => condition ?? []));
  return [...facts].filter((fact) => !claims.has(fact) && !claims.has(contrary[fact] ?? ""));
}

/** Every claim that could change whether a ban bars goods. */
export const claimsOfBans = (bans: readonly Pick<Ban, "contrary" | "onlyIf" | "unless">[]): string[] =>
  bans.flatMap(({ contrary, onlyIf, unless }) => [
    ...Object.entries(contrary).flat(),
    ...onlyIf,
    ...unless.flatMap(({ claims }) => claims),
  ]);

/** Days on which bans on goods of any origin begin or end. */
export const daysOfBans = (bans: readonly Ban[]): IsoDate[] =>
  bans.flatMap(({ from, until }) => (until === null ? [from] : [from, until]));
