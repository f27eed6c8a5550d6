/** The measure that a file states, and the entries of its examples. */

import type { LeverText } from "../data/shapes/lists.js";
import type { DutyText, ExampleText, LawText, MeasureText } from "../data/shapes/measure.js";
import type { ChangeText, ScenarioText } from "../data/shapes/scenario.js";
import type { Duty } from "../law/duty/duty.js";
import { type Chapter98Claim, type Entry, NOTHING_STATED } from "../law/entry.js";
import type { HtsCode } from "../law/hts.js";
import type { Measure, Scope, UsContent, Version } from "../law/measure.js";
import { type Country, namedOf, originsInWords } from "../law/origin.js";
import { type Part, PIECES, type Piece, partOf, WHOLE_VALUE } from "../law/part.js";
import type { Baseline, Change, Lever, Scenario } from "../law/scenario.js";
import type { Schedule } from "../law/schedule.js";
import { names } from "../law/settle.js";
import { type Decimal, decimal, rate, usd } from "../law/units.js";
import { closest, UserError } from "./errors.js";
import { parseAdcvd, parseRate } from "./parse.js";

type VersionText = LawText["versions"][number];
/** Terms that versions share unless they state their own. */
type TermsText = Pick<LawText, keyof LawText & keyof VersionText>;

function toDuty(text: DutyText): Duty {
  switch (text.kind) {
    case "ad-valorem":
      return { kind: "ad-valorem", rate: rate(text.rate) };
    case "component":
      return { ...text, rate: rate(text.rate) };
    case "specific":
      return { kind: "specific", usdPerUnit: usd(text.usdPerUnit), unit: text.unit, of: text.of ?? null };
    case "compound":
      return { kind: "compound", terms: text.terms.map(toDuty) };
    case "mixed":
      return { kind: "mixed", pick: text.pick, terms: text.terms.map(toDuty) };
    case "top-up":
      return { ...text, to: rate(text.to) };
    case "replacement":
      return { kind: "replacement", duty: toDuty(text.duty) };
    case "quota":
      return { ...text, inside: toDuty(text.inside), outside: toDuty(text.outside) };
    case "by-price":
      return {
        ...text,
        steps: text.steps.map(({ below, heading, duty }) => ({
          below: below === null ? null : usd(below),
          heading,
          duty: toDuty(duty),
        })),
      };
    case "free":
    case "unknown":
      return text;
  }
}

/** @param text With its other readings, if they are to be known. */
export function toMeasure(text: LawText & Partial<Pick<MeasureText, "contested">>): Measure {
  const { id, title, authority, checkedOn, confidence } = text;
  const versions = text.versions.map((version) => toVersion(version, text));
  const contested = (text.contested ?? []).map(
    ({ id, question, chosen, other, but, versions: otherwise }) => ({
      ...{ id, question, chosen, other },
      versions:
        otherwise?.map((version) => toVersion(version, text)) ??
        (but ? versions.map((version) => yieldingEntirely(version, but.yieldsEntirelyTo)) : null),
    }),
  );
  const most = text.most && { most: { rate: rate(text.most.rate), cite: text.most.cite } };
  return { id, title, authority, ...most, versions, checkedOn, confidence, contested };
}

/** A version that yields wholly to these, to which it yields on its part or not at all. */
function yieldingEntirely(version: Version, to: readonly string[]): Version {
  const { entirely, onItsPart, ...rest } = version.yieldsTo;
  return {
    ...version,
    yieldsTo: {
      ...rest,
      entirely: [...entirely, ...to],
      onItsPart: onItsPart.filter((id) => !to.includes(id)),
    },
  };
}

const scopeOf = (scope: TermsText["covers"] = {}): Scope => ({
  origins: scope.origins ?? ["*"],
  exceptOrigins: scope.exceptOrigins ?? [],
  products: scope.products ?? [],
  lists: scope.lists ?? [],
  exceptProducts: scope.exceptProducts ?? [],
  exceptLists: scope.exceptLists ?? [],
  onlyIf: scope.onlyIf ?? [],
  onlyIfAll: scope.onlyIfAll ?? [],
  within: [],
  beyond: [],
});

const pieces = (names: readonly Piece[] | undefined): Part =>
  names === undefined || names.length === PIECES.length ? WHOLE_VALUE : partOf(...names);

/** What a version says of goods of a foreign-trade zone. */
const inZones = ({ zone, endsInZones, zonesUntil }: Partial<VersionText>) => ({
  ...(zone ? { zone } : {}),
  ...(endsInZones ? { endsInZones: true } : {}),
  ...(zonesUntil ? { zonesUntil } : {}),
});

/** A version with what it leaves out taken from its measure. */
function toVersion(own: VersionText, shared: TermsText): Version {
  const terms = { ...shared, ...own };
  return {
    from: own.from,
    until: own.until,
    heading: own.heading,
    duty: toDuty(own.duty),
    byOrigin: (own.byOrigin ?? []).map((by) => ({ ...by, duty: toDuty(by.duty) })),
    part: pieces(terms.part),
    ...(terms.otherPartHeading ? { otherPartHeading: terms.otherPartHeading } : {}),
    ...(terms.presumed ? { presumed: { ...terms.presumed, share: decimal(terms.presumed.share) } } : {}),
    covers: scopeOf({ ...shared.covers, ...own.covers }),
    yieldsTo: { entirely: [], onItsPart: [], ...terms.yieldsTo },
    ...(terms.alone ? { alone: true } : {}),
    freedBy: terms.freedBy ?? [],
    transit: (terms.transit ?? []).map(({ duty, ...window }) => ({
      ...window,
      ...(duty ? { duty: toDuty(duty) } : {}),
    })),
    usContent: usContentOf(terms.usContent),
    collectedFrom: own.collectedFrom ?? null,
    ...(own.declaredFrom ? { declaredFrom: own.declaredFrom } : {}),
    ...(own.declaredBefore ? { declaredBefore: own.declaredBefore } : {}),
    ...inZones(terms),
    onlyCollected: own.onlyCollected ?? false,
    listedOn: null,
    sources: own.sources,
  };
}

function usContentOf(text: TermsText["usContent"]): UsContent | null {
  if (!text) return null;
  const { leastShare, ...rule } = text;
  return {
    ...rule,
    atLeast: decimal(rule.atLeast),
    ...(leastShare ? { leastShare: decimal(leastShare) } : {}),
  };
}

/** Goods of chapter 98, as texts: library, examples. A number of chapter 98 may be the article's, with values beside it. */
export interface Chapter98Text {
  readonly hts: string;
  readonly ch98?: string;
  readonly repairValue?: string;
  readonly processingValue?: string;
  readonly usParts?: string;
}

/** What is claimed of chapter 98, if anything is. */
export function chapter98Of(text: Chapter98Text): Chapter98Claim | null {
  const { hts, ch98, repairValue, processingValue, usParts } = text;
  const stated = { "repair-value": repairValue, "processing-value": processingValue, "us-parts": usParts };
  const values = Object.fromEntries(
    Object.entries(stated).flatMap(([name, dollars]) =>
      dollars === undefined ? [] : [[name, usd(dollars)]],
    ),
  );
  if (ch98 === undefined && Object.keys(values).length === 0) return null;
  return { number: (ch98 ?? hts).replaceAll(".", "") as HtsCode, values };
}

/** The entry of an example. */
export function toEntry(text: ExampleText["entry"]): Entry {
  const { melt, smelt, cast } = text;
  return {
    ...NOTHING_STATED,
    hts: text.hts.replaceAll(".", "") as HtsCode,
    origin: text.origin as Country,
    date: text.date,
    value: usd(text.value),
    claims: new Set(text.claims),
    shares: decimalsIn(text.shares),
    weights: decimalsIn(text.weights),
    madeIn: { ...(melt && { melt }), ...(smelt && { smelt }), ...(cast && { cast }) },
    components: new Map(Object.entries(text.components ?? {}).map(([name, value]) => [name, usd(value)])),
    loadedOn: text.loadedOn ?? null,
    adcvd: parseAdcvd(text.adcvd ?? []),
    chapter98: chapter98Of(text),
    quantities: (text.quantities ?? []).map(({ amount, unit }) => ({
      amount: decimal(amount),
      unit,
      of: null,
    })),
  };
}

const decimalsIn = (texts: Readonly<Record<string, string>> = {}): Readonly<Record<string, Decimal>> =>
  Object.fromEntries(Object.entries(texts).map(([piece, share]) => [piece, decimal(share)]));

// The scenario that a file describes.

/** The scenario a file describes. @throws {UserError} on an unknown lever or a rate that is none. */
export function toScenario(
  text: ScenarioText,
  origins: readonly Country[],
  baseline: Baseline,
  levers: readonly Lever[],
): Scenario {
  return {
    title: text.title,
    date: text.date,
    origins,
    flows: text.flows,
    ...(text.products ? { products: text.products.map((code) => code.replaceAll(".", "")) } : {}),
    baseline,
    changes: toChanges(text.changes, levers),
    assume: text.assume,
  };
}

/** A lever as the data states it. */
export const toLever = ({ enacts, ...lever }: LeverText): Lever =>
  enacts ? { ...lever, enacts: toMeasure(enacts) } : lever;

/** Changes in order; before the first of a lever on a pending action, that action at no rate. @throws {UserError} */
export function toChanges(texts: readonly ChangeText[], levers: readonly Lever[]): readonly Change[] {
  const enacted = new Set<string>();
  return texts.flatMap((text): Change[] => {
    const change = toChange(text, levers);
    const lever = "lever" in text ? levers.find(({ name }) => name === text.lever) : undefined;
    if (lever?.enacts === undefined) return [change];
    if (lever.namesOrigins && change.do === "set" && change.origins.length === 0)
      throw new UserError("it is not decided whose goods this reaches; no origin is named", {
        where: `--${lever.name}`,
        hint: `name them behind the rate: --${lever.name} 100@CN,IN`,
      });
    if (enacted.has(lever.name)) return [change];
    enacted.add(lever.name);
    return [{ do: "enact", measure: lever.enacts }, change];
  });
}

function toChange(text: ChangeText, levers: readonly Lever[]): Change {
  if (text.do === "enact") return { do: "enact", measure: toMeasure(text.measure) };
  const limits = {
    origins: text.origins ?? [],
    products: (text.products ?? []).map((code) => code.replaceAll(".", "")),
  };
  const measures = targets(text, levers);
  switch (text.do) {
    case "set":
      return { do: "set", measures, to: parseRate(text.rate), ...limits };
    case "restore":
      return { do: "restore", measures, termsOf: text.termsOf };
    case "move":
      return { do: "move", measures, from: text.from, until: text.until };
    case "repeal":
    case "exempt":
      return { do: text.do, measures, ...limits };
  }
}

function targets(
  { lever, measures = [] }: Exclude<ChangeText, { do: "enact" }>,
  levers: readonly Lever[],
): readonly string[] {
  if (lever === undefined) return measures;
  const known = levers.find(({ name }) => name === lever);
  if (known) return known.measures;
  const names = levers.map(({ name }) => name);
  const near = closest(lever, names);
  throw new UserError(`there is no lever "${lever}"`, {
    code: "UNKNOWN_NAME",
    where: "scenario",
    hint: near ? `did you mean ${near}?` : `there are: ${names.join(", ")}`,
  });
}

/** A change that reached nothing: no such measure, or none for these goods. */
export function missedChange(missed: Change, origins: readonly string[], law: Schedule): UserError {
  const { measures } = law;
  const patterns = missed.do === "enact" ? [missed.measure.id] : missed.measures;
  const isNew = missed.do === "enact";
  const there = isNew || measures.some(({ id }) => patterns.some((pattern) => names(pattern, id)));
  const limits = missed.do === "set" ? missed.origins : [];
  const asked = limits.length > 0 ? limits : origins;
  const shown = patterns.length > 0 ? patterns.join(", ") : "any name";
  const named = (codes: readonly string[]) =>
    codes.includes("all") ? "any origin" : originsInWords(codes.map((code) => namedOf(code, law)));
  if (there)
    return new UserError(`nothing to change: ${shown} does not reach goods of ${named(asked)}`, {
      where: "scenario",
      hint: `the scenario is of imports from ${named(origins)}; ${isNew ? "--origin names others, --origin all takes every one" : "`tariff-calc measures` shows whom each measure reaches, and from when"}`,
    });
  const near = closest(
    patterns[0] ?? "",
    measures.map(({ id }) => id),
  );
  return new UserError(`nothing to change: there is no measure ${shown}`, {
    code: "UNKNOWN_NAME",
    where: "scenario",
    hint: near ? `did you mean ${near}?` : "`tariff-calc measures` lists them",
  });
}
