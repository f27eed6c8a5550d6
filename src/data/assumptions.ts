/** Assumptions about what a year of trade does not say, as data: each named, sourced, and off unless asked for. */
import { memoize, memoizeRows } from "../compiled/memo.js";
import type { Assumed } from "../contract/command.js";
import { closest, UserError } from "../contract/errors.js";
import { chapterOf } from "../law/hts.js";
import { includesOrigin } from "../law/origin.js";
import { hasPiece, type Shares } from "../law/part.js";
import type { Reached } from "../law/scope.js";
import { type Decimal, decimal } from "../law/units.js";
import type { ProductMix } from "../trade/apportion.js";
import type { AssumptionKind } from "../trade/flow.js";
import { claimedByShare, observedPreferences, type PreferenceUse } from "../trade/preference.js";
import type { MetalContent } from "../trade/question.js";
import type { Reader } from "./reader.js";
import type { Assumption } from "./shapes/lists.js";
import type { MetalShares, UsmcaByMonth, UsmcaClaims } from "./shapes/trade.js";
import { loadProductMix } from "./trade.js";

/** @throws {UserError} if an id is unknown, or two of one kind are given. */
export function loadAssumptions(reader: Reader, ids: readonly string[]): Assumed {
  const files = ids.map((id) => fileOf(reader, id));
  for (const [index, { kind, id }] of files.entries()) {
    const other = files.slice(0, index).find((file) => file.kind === kind);
    if (other)
      throw new UserError(`${other.id} and ${id} answer the same question`, {
        where: "--assume",
        hint: "name one of them",
      });
  }
  const of = (kind: AssumptionKind) => files.find((file) => file.kind === kind);
  const metal = of("metal-content");
  const us = of("us-content");
  const mixed = of("product-mix")?.flows;
  return {
    assumptions: {
      observedBase: of("observed-base") !== undefined,
      ...(metal?.table
        ? { metalContent: metalContent(reader, metal.table, metal.attribution ?? "own-metal") }
        : {}),
      ...(us ? { usContent: shareStated(us) } : {}),
      ...(mixed ? { productMix: productMix(reader, mixed) } : {}),
      preferences: files.flatMap((file) => preferenceUse(reader, file)),
    },
    titles: Object.fromEntries(files.map(({ kind, title }) => [kind, title])),
  };
}

function productMix(reader: Reader, dataset: string): () => ProductMix {
  let mix: ProductMix | undefined;
  return () => {
    mix ??= loadProductMix(reader, dataset);
    return mix;
  };
}

/** What a file of a share must have. @throws {UserError} naming the file. */
function shareStated({ id, origins, products, claims, share }: Assumption) {
  if (origins && products && claims && share !== undefined)
    return { origins, products, claims, share: decimal(share) };
  throw new UserError("expected origins, products, claims and a share", {
    where: `assumptions/${id}.json`,
    hint: "such as those of assumptions/uk-car-quota.json",
  });
}

/** A share of the goods is entered within a quota. */
function quotaShare(file: Assumption): PreferenceUse {
  const { origins, products, claims, share } = shareStated(file);
  const none = decimal(0);
  return {
    kind: "quota-share",
    ...(file.from ? { from: file.from } : {}),
    claimed: (flow, origin) =>
      includesOrigin(origins, origin)
        ? claimedByShare(flow, claims.join(" "), (hts) =>
            products.some((prefix) => hts.startsWith(prefix)) ? share : none,
          )
        : undefined,
  };
}

function preferenceUse(reader: Reader, file: Assumption): PreferenceUse[] {
  const { kind, table, period, claims } = file;
  if (kind === "quota-share") return [quotaShare(file)];
  if (kind === "usmca-claims" && table && !period) return [claimsByMonth(reader, table)];
  if (kind === "usmca-claims" && table && period) return [usmcaClaims(reader, table, period)];
  return kind === "other-preferences" && claims ? [observedPreferences(claims)] : [];
}

const assumptionIds = (reader: Reader): string[] =>
  reader
    .names("assumptions")
    .filter((name) => !name.startsWith("assumptions/tables/"))
    .map((name) => name.slice("assumptions/".length, -".json".length));

function fileOf(reader: Reader, id: string): Assumption {
  const known = assumptionIds(reader);
  if (known.includes(id)) return reader.json(`assumptions/${id}.json`);
  const near = closest(id, known);
  throw new UserError(`there is no assumption "${id}"`, {
    code: "UNKNOWN_NAME",
    where: "--assume",
    hint: near ? `did you mean ${near}?` : `there are: none, ${known.join(", ")}`,
  });
}

function metalContent(reader: Reader, table: string, attribution: Attribution): MetalContent {
  let byLine: Map<string, string> | undefined;
  const contentFor = memoize(
    (text: string, reached: readonly Reached[]): Shares =>
      contentOf(industryMetal(text), reached, attribution),
  );
  const keyOf = (hts: string): string | undefined => {
    const { shares } = reader.json(`${table}.json`) as MetalShares;
    byLine ??= new Map(Object.entries(shares).map(([code, text]) => [code.slice(0, 8), text]));
    return shares[hts] ?? byLine.get(hts.slice(0, 8));
  };
  return {
    keyOf,
    of(hts, reached) {
      const text = keyOf(hts);
      if (text === undefined) return undefined;
      return contentFor(text, reached);
    },
  };
}

/** The industry of a line's other statistical suffixes stands in for one that has ended. */
function industryMetal(text: string): IndustryMetal {
  const [steel = "0", aluminum = "0", all = "0"] = text.split(" ");
  return { steel: decimal(steel), aluminum: decimal(aluminum), all: decimal(all) };
}

// The share of imports from Canada and Mexico that is entered under the USMCA, by line.

const CLAIM = "USMCA";
const PARTS_OF_ONE = 10_000;

/** Claims at the shares of a period; a line that was not imported then claims as its chapter, else as all goods. */
const usmcaClaims = (reader: Reader, table: string, period: string): PreferenceUse => ({
  kind: "usmca-claims",
  claimed(flow, origin, past) {
    const may = past.agreements.some(
      ({ claim, origins }) => claim === CLAIM && includesOrigin(origins, origin),
    );
    if (!may) return undefined;
    const own = (reader.json(`${table}.json`) as UsmcaClaims).origins[origin.code];
    const shares = own?.shares[period];
    if (own === undefined || shares === undefined) return undefined;
    const known = new Map(
      own.hts.flatMap((hts, index): [string, Decimal][] => {
        const share = shares[index] ?? null;
        return share === null ? [] : [[hts, decimal(share).div(PARTS_OF_ONE)]];
      }),
    );
    const none = decimal(0);
    return claimedByShare(
      flow,
      CLAIM,
      (hts) => known.get(hts) ?? known.get(chapterOf(hts)) ?? known.get("") ?? none,
    );
  },
});

type Claims = UsmcaByMonth["origins"][keyof UsmcaByMonth["origins"]];

/** Claims at the shares of headings in a month; the last month known stands for later ones, the first for earlier ones. */
function claimsByMonth(reader: Reader, table: string): PreferenceUse {
  const text = (): UsmcaByMonth => reader.json(`${table}.json`) as UsmcaByMonth;
  const inMonth = memoizeRows(
    (month: string): PreferenceUse => ({
      kind: "usmca-claims",
      claimed(flow, origin, past) {
        const may = past.agreements.some(
          ({ claim, origins }) => claim === CLAIM && includesOrigin(origins, origin),
        );
        const { from, origins } = text();
        const own = origins[origin.code];
        if (!may || own === undefined) return undefined;
        const [, first] = Object.entries(own)[0] ?? [];
        const last = (first?.value.length ?? 1) - 1;
        const place = Math.min(last, Math.max(0, monthNumber(month) - monthNumber(from)));
        const shareOf = shareIn(own, place);
        return claimedByShare(flow, CLAIM, shareOf);
      },
    }),
  );
  return { ...inMonth("9999-12"), inMonth };
}

/** Months since the year 0, so that they can be counted. */
const monthNumber = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7));

/** The share of a number's heading, else of its chapter, else of all goods. */
function shareIn(own: Claims, place: number): (hts: string) => Decimal {
  const sums = new Map<string, [value: number, claimed: number]>();
  for (const [heading, { value, claimed }] of Object.entries(own))
    for (const key of [heading, heading.slice(0, 2), ""]) {
      const [all, part] = sums.get(key) ?? [0, 0];
      sums.set(key, [all + (value[place] ?? 0), part + (claimed[place] ?? 0)]);
    }
  const known = memoizeRows((heading: string): Decimal => {
    const found = [heading, heading.slice(0, 2), ""].map((key) => sums.get(key)).find((one) => one?.[0]);
    return found ? decimal(found[1]).div(found[0]) : decimal(0);
  });
  return (hts) => known(hts.slice(0, 4));
}

// Metal content of goods whose makers do not state it, from the accounts of the industry that makes them.

/** Shares of the value of an industry's output. */
interface IndustryMetal {
  readonly steel: Decimal;
  readonly aluminum: Decimal;
  readonly all: Decimal;
}

/** Whether all metal of the goods counts as the metal whose list names them, or each metal as it is used. */
type Attribution = "listed-metal" | "own-metal";

const METALS = ["steel", "aluminum"] as const;
/** Shares are estimates; four places are more than they carry. */
const PLACES = 4;

/** Shares of value by metal for goods that these measures reach. Source: the assumption's own file. */
function contentOf(metal: IndustryMetal, reached: readonly Reached[], attribution: Attribution): Shares {
  if (attribution === "own-metal") return { steel: metal.steel, aluminum: metal.aluminum };
  const listed = METALS.filter((piece) => reached.some(({ version }) => isContentOf(version.part, piece)));
  const used = listed.reduce((sum, piece) => sum.plus(metal[piece]), decimal(0));
  const share = (piece: (typeof METALS)[number]): Decimal =>
    listed.length === 1 || used.isZero()
      ? metal.all.div(Math.max(listed.length, 1))
      : metal.all.times(metal[piece]).div(used);
  return Object.fromEntries(listed.map((piece) => [piece, share(piece).toDecimalPlaces(PLACES)]));
}

const isContentOf = (part: number, piece: (typeof METALS)[number]): boolean =>
  hasPiece(part, piece) && !hasPiece(part, "rest");
