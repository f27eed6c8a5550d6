/** The shape of a measure file, and the measure it describes. */
import type { IsoDate } from "../law/calendar.js";
import type { Duty } from "../law/duty/duty.js";
import type {
  Contested,
  Exemption,
  Measure,
  Scope,
  Source,
  Transit,
  UsContent,
  Version,
} from "../law/measure.js";
import { type Part, PIECES, type Piece, partOf, WHOLE_VALUE } from "../law/part.js";
import { decimal, rate, usd } from "../law/units.js";

/** Duties as files state them: numbers are strings. */
export type DutyText =
  | { kind: "free" }
  | { kind: "ad-valorem"; rate: string }
  | { kind: "component"; rate: string; of: string }
  | { kind: "specific"; usdPerUnit: string; unit: string; of?: string }
  | { kind: "compound"; terms: DutyText[] }
  | { kind: "mixed"; pick: "greatest" | "least"; terms: DutyText[] }
  | { kind: "top-up"; to: string; against: "general" | "claimed"; metHeading?: string }
  | { kind: "replacement"; duty: DutyText }
  | { kind: "quota"; inside: DutyText; outside: DutyText }
  | { kind: "unknown"; reason: string };

/** Terms that versions share unless they state their own. */
interface TermsText {
  covers?: Partial<Record<Exclude<keyof Scope, "within" | "beyond">, string[]>>;
  part?: Piece[];
  presumed?: { piece: "steel" | "aluminum" | "copper"; share: string };
  yieldsTo?: { heading?: string; entirely?: string[]; onItsPart?: string[] };
  freedBy?: Exemption[];
  transit?: (Omit<Transit, "duty"> & { duty?: DutyText })[];
  usContent?: { heading: string; atLeast: string; claims?: string[]; leastShare?: string };
}

interface VersionText extends TermsText {
  from: IsoDate;
  until: IsoDate | null;
  heading: string;
  duty: DutyText;
  byOrigin?: { origins: string[]; heading: string; duty: DutyText }[];
  collectedFrom?: IsoDate;
  onlyCollected?: boolean;
  sources: Source[];
}

export interface MeasureText extends TermsText {
  id: string;
  title: string;
  authority: string;
  versions: VersionText[];
  checkedOn: IsoDate;
  confidence: "high" | "medium" | "low";
  contested?: (Omit<Contested, "versions"> & { versions?: VersionText[] })[];
  examples: ExampleText[];
}

/** What a measure does to one entry. */
export interface ExampleText {
  name: string;
  entry: {
    hts: string;
    origin: string;
    date: IsoDate;
    value: string;
    claims?: string[];
    shares?: Record<string, string>;
    loadedOn?: IsoDate;
    quantities?: { amount: string; unit: string }[];
    components?: Record<string, string>;
  };
  view?: "law" | "cash";
  /** `outside`: the measure does not reach the entry. */
  outcome: "charged" | "displaced" | "freed" | "unknown" | "outside";
  duty?: string;
  by?: string;
}

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
      return { kind: "quota", inside: toDuty(text.inside), outside: toDuty(text.outside) };
    case "free":
    case "unknown":
      return text;
  }
}

export function toMeasure(text: MeasureText): Measure {
  const { id, title, authority, checkedOn, confidence } = text;
  const versions = text.versions.map((version) => toVersion(version, text));
  const contested = (text.contested ?? []).map((reading) => ({
    ...reading,
    versions: reading.versions?.map((version) => toVersion(version, text)) ?? null,
  }));
  return { id, title, authority, versions, checkedOn, confidence, contested };
}

const scopeOf = (scope: TermsText["covers"] = {}): Scope => ({
  origins: scope.origins ?? ["*"],
  exceptOrigins: scope.exceptOrigins ?? [],
  products: scope.products ?? [],
  lists: scope.lists ?? [],
  exceptProducts: scope.exceptProducts ?? [],
  exceptLists: scope.exceptLists ?? [],
  onlyIf: scope.onlyIf ?? [],
  within: [],
  beyond: [],
});

const pieces = (names: readonly Piece[] | undefined): Part =>
  names === undefined || names.length === PIECES.length ? WHOLE_VALUE : partOf(...names);

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
    ...(terms.presumed ? { presumed: { ...terms.presumed, share: decimal(terms.presumed.share) } } : {}),
    covers: scopeOf({ ...shared.covers, ...own.covers }),
    yieldsTo: { entirely: [], onItsPart: [], ...terms.yieldsTo },
    freedBy: terms.freedBy ?? [],
    transit: (terms.transit ?? []).map(({ duty, ...window }) => ({
      ...window,
      ...(duty ? { duty: toDuty(duty) } : {}),
    })),
    usContent: usContentOf(terms.usContent),
    collectedFrom: own.collectedFrom ?? null,
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
