/** Origins: ISO codes and numbers, names, blocs, Census numbers. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { plainName } from "../../src/law/origin.js";
import type { Tables } from "./tables.js";
import { writeJson } from "./write-json.js";

/** General Note 3(b): goods of these pay column 2. Belarus and Russia by Pub. L. 117-110. */
const COLUMN_2 = new Set(["BY", "CU", "KP", "RU"]);
/** Two-letter codes of the partner table that ISO does not have. */
const ISO_OF: Readonly<Record<string, string>> = { rCD: "CD", WE: "PS", GZ: "PS" };

/** Countries that a sentence has an article before. */
const WITH_ARTICLE = new Set([
  ...["AE", "BS", "CC", "CD", "CF", "CK", "DO", "EU", "FK", "FO", "GB", "GM", "HM", "IO", "KM", "KY", "MH"],
  ...["MP", "MV", "NL", "PH", "PS", "SB", "TC", "US", "VA", "VG", "VI"],
]);
const articleOf = (code: string) => (WITH_ARTICLE.has(code) ? { article: "the" } : {});

/** General Notes 2 and 3(a)(iv): goods of the United States returned, and of possessions outside its customs territory. */
const HOME = [
  ["US", "USA", "United States"],
  ["AS", "ASM", "American Samoa"],
  ["GU", "GUM", "Guam"],
  ["MP", "MNP", "Northern Mariana Islands"],
  ["VI", "VIR", "United States Virgin Islands"],
] as const;

/**
 * Places with a code of ISO 3166 or of customs of their own, or that are known by their own name, and no number of Schedule C:
 * origins that may be written in their place.
 */
const APART: readonly (readonly [origins: readonly string[], places: readonly string[]])[] = [
  [["GB"], ["JE", "JEY", "Jersey", "GG", "GGY", "Guernsey", "IM", "IMN", "Isle of Man"]],
  [["GB"], ["Channel Islands", "Alderney", "Sark"]],
  [["FI"], ["AX", "ALA", "Åland", "Åland Islands"]],
  [
    ["FR", "GP"],
    ["BL", "BLM", "Saint Barthélemy", "St. Barthélemy", "Saint Barts", "St. Barts"],
  ],
  [
    ["FR", "GP"],
    ["MF", "MAF", "Saint Martin (French part)", "St. Martin (French part)"],
  ],
  [
    ["NL", "CW"],
    ["BQ", "BES", "Bonaire", "Bonaire, Sint Eustatius and Saba", "Saba", "Sint Eustatius"],
  ],
  [
    ["NL", "CW"],
    ["Saint Eustatius", "St. Eustatius", "Caribbean Netherlands"],
  ],
  [["ES"], ["IC", "EA", "Canary Islands", "Canarias", "Ceuta", "Melilla", "Ceuta and Melilla"]],
  [["PT"], ["Madeira", "Azores", "Açores"]],
];
const placesApart = (code: string): { apart?: string[] } => {
  const apart = APART.flatMap(([origins, places]) => (origins.includes(code) ? places : []));
  return apart.length > 0 ? { apart } : {};
};

/** Two-letter codes by the numbers of the Census Bureau; Gaza and the West Bank are one origin. */
export const isoOf = (tables: Tables): ReadonlyMap<string, string> =>
  new Map(
    tables
      .rows("flows/partners_2024.csv")
      .map(({ cty_code = "", iso2 = "" }) => [cty_code, ISO_OF[iso2] ?? iso2]),
  );

// Names that people write: those of ISO 3166, of the Census Bureau, and usual and former ones.

interface IsoNames {
  registerLocale(locale: unknown): void;
  alpha2ToNumeric(code: string): string | undefined;
  alpha2ToAlpha3(code: string): string | undefined;
  getName(code: string, language: string, options: { readonly select: "all" }): readonly string[] | undefined;
}

/** Languages beside English that invoices and item lists name countries in. */
const LANGUAGES = ["de", "fr", "es", "it", "nl", "pt", "pl", "ja", "ko", "zh"];
/** The library has the names of the two Congos the wrong way round in this language (7.14.0, 2026-11-30). */
const MISNAMED: ReadonlySet<string> = new Set(["pt CD", "pt CG"]);
const require = createRequire(import.meta.url);
const isoNames = require("i18n-iso-countries") as IsoNames;
for (const language of ["en", ...LANGUAGES])
  isoNames.registerLocale(require(`i18n-iso-countries/langs/${language}.json`));

/** By code: what tables of trade and people call them, where neither ISO nor Census does. */
const USUAL: Readonly<Record<string, readonly string[]>> = {
  AE: [...["Arab Emirates"], "UAE", "Emirates"],
  AG: [...["Barbuda"], "Antigua"],
  BA: [...["Bosnia-Herz"], "Bosnia", "Bosnia-Herzegovina"],
  BF: [...["Burkina"], "Upper Volta"],
  BJ: ["Dahomey"],
  BN: ["Brunei"],
  BO: ["Plurinational State of Bolivia", "Bolivia, Plurinational State of"],
  BY: ["Byelorussia", "Byelarus"],
  /** Provinces and territories, which customs takes for the country of origin of Canadian goods. */
  CA: ["XA", "XB", "XC", "XM", "XN", "XO", "XP", "XQ", "XS", "XT", "XV", "XW", "XY"],
  CD: [
    ...["Congo DR", "Congo, DR of", "Congo, D.R. of", "Congo, Democratic Republic"],
    ...["Congo (Kinshasa)", "Congo, Democratic Republic of the", "DR Congo", "DRC", "Zaire"],
    ...["Congo, Dem. Rep.", "Congo, Dem. Rep. of", "Congo (DRC)", "Congo, DRC"],
  ],
  CH: [...["Swiss"], "Swiss Confederation"],
  CG: [...["Republic of Congo", "Congo Republic"], "Congo, Republic of the", "Congo-Brazzaville"],
  CI: ["Ivory Coast", "Cote d Ivoire"],
  CN: [
    ...["PR of China", "China, Peoples Republic"],
    "PRC",
    "P.R. China",
    "China P.R.",
    "China (PRC)",
    "China, PRC",
    "PR China",
    "China, People's Republic of",
    "Peoples Republic of China",
    "Mainland China",
    "China Mainland",
  ],
  CV: ["Cape Verde", "Cabo Verde"],
  CZ: ["Czech", "Czech Republic", "Chequia"],
  DE: [
    ...["Federal Republic of Germany", "Germany, Federal Republic of", "Deutschland"],
    ...["Fed. Rep. of Germany", "West Germany", "GER"],
  ],
  DO: [...["Republica Dominicana"], "Dominican Rep."],
  ES: ["Kingdom of Spain"],
  FK: [...["Falkland Islands (Islas Malvinas)"], "Malvinas", "Falklands"],
  FM: [...["FS Micronesia", "FSM"], "Federated States of Micronesia"],
  FR: ["French Republic"],
  GB: [
    ...["G.B.", "UK of Great Britain and Northern Ireland", "Great Britain and Northern Ireland"],
    "UK",
    "U.K.",
    "Great Britain",
    "Britain",
    "England",
    "Scotland",
    "Wales",
    "Northern Ireland",
    "XI",
    ...["Grande-Bretagne", "Gran Bretaña", "Angleterre", "Inglaterra"],
    "United Kingdom of Great Britain and Northern Ireland",
  ],
  /** EL is what the European Union calls Greece. */
  GR: ["Hellenic Republic", "EL"],
  HK: [...["Hong Kong SAR, China"], "Hong Kong SAR", "Hong Kong, China", "Hongkong"],
  IE: [...["Irish Republic"], "Eire"],
  IR: ["Persia", "Iran, Islamic Republic of"],
  IT: ["Italian Republic"],
  KH: ["Kampuchea"],
  KG: [...["Kirghizia", "Kirgizia"], "Kyrgyz Republic"],
  KP: [
    ...["DPR Korea", "PDR Korea", "Democratic Peoples Republic of Korea"],
    "Korea, North",
    "DPRK",
    "Korea, Democratic People's Republic of",
  ],
  KR: [
    ...["Korea S"],
    "Korea",
    "Korea, South",
    "ROK",
    "Republic of Korea",
    "Korea, Republic of",
    "S. Korea",
    "Korea (South)",
    "Republic of Korea (South)",
    "Korea, Rep.",
    "Korea, Rep. of",
    "Korea Rep",
    "Corea del Sur",
    "韓国",
  ],
  LA: [...["Laos PDR", "Lao Peoples Democratic Republic"], "Lao", "Lao PDR"],
  LK: ["Ceylon"],
  LY: ["Libyan Arab Jamahiriya"],
  MD: ["Republic of Moldova"],
  MK: [
    ...["Macedonia, FYR", "TFYR Macedonia", "Former Yugoslav Republic of Macedonia"],
    "Macedonia",
    "North Macedonia",
    "FYROM",
  ],
  MM: ["Burma", "Burma (Myanmar)", "Myanmar (Burma)"],
  MO: [
    ...["Macao SAR, China", "Macau SAR, China"],
    "Macao",
    "Macau",
    "Macao SAR",
    "Macau SAR",
    "Macao, China",
    "Macau, China",
  ],
  MP: [...["Northern Marianas", "Saipan"], "CNMI", "Commonwealth of the Northern Mariana Islands"],
  MX: [...["Estados Unidos Mexicanos", "Mejico"], "United Mexican States"],
  NL: ["Holland", "The Netherlands"],
  /** GZ and WE are codes of customs for its two parts. */
  PS: [
    ...[
      "Palestinian Territory",
      "Occupied Palestinian Territory",
      "Palestinian Territories",
      "West Bank and Gaza",
      "West Bank and Gaza Strip",
    ],
    "Palestine",
    "State of Palestine",
    "West Bank",
    "Gaza",
    "Gaza Strip",
    "GZ",
    "WE",
  ],
  RU: ["Russian Federation", "Russia", "ロシア"],
  SA: ["KSA", "Saudi"],
  SK: ["Slovak Republic"],
  ST: [...["South Tome and Principe"], "Sao Tome"],
  SY: ["Syrian Arab Republic"],
  SZ: ["Swaziland", "eSwatini"],
  TH: ["Siam"],
  TL: [...["Timor", "Democratic Republic of Timor-Leste"], "East Timor"],
  TR: ["Türkiye", "Turkiye", "Tuerkiye", "Tuerkei", "Republic of Türkiye"],
  TT: [...["Tobago"], "Trinidad"],
  TW: [
    ...[
      "Taiwan, Republic of China",
      "Separate Customs Territory of Taiwan, Penghu, Kinmen and Matsu",
      "Taiwan, Penghu, Kinmen and Matsu",
    ],
    "Taiwan, ROC",
    "Taiwan ROC",
    "Taiwan, Province of China",
    "Chinese Taipei",
    "Taiwan, China",
    "Republic of China",
    "ROC",
    "Formosa",
  ],
  TZ: ["Tanzania, United Republic of"],
  US: [
    "United States of America",
    "U.S.",
    "U.S.A.",
    "America",
    "États-Unis",
    "EE. UU.",
    "EUA",
    "アメリカ",
    "米国",
  ],
  VA: [...["Vatican City State"], "Vatican", "Vatican City"],
  VI: [
    ...["USVI"],
    "US Virgin Islands",
    "U.S. Virgin Islands",
    "Virgin Islands, U.S.",
    "Virgin Islands of the United States",
  ],
  VE: [...["Venezuela RB"], "Venezuela, Bolivarian Republic of"],
  VG: [...["BVI", "Virgin Islands (British)", "British Virgin Islands"], "Virgin Islands, British"],
  ZA: ["RSA", "S. Africa"],
  VN: [...["SR Vietnam"], "Viet Nam", "Vietnam", "Socialist Republic of Vietnam"],
  KN: ["Saint Kitts", "Saint Christopher and Nevis", "Nevis"],
  VC: ["Saint Vincent"],
  KY: [...["Cayman"], "Caymans"],
  SB: ["Solomons"],
  FO: ["Faeroes", "Faroes", "Faeroe Islands"],
  TF: ["French Southern and Antarctic Lands", "French Southern Territories"],
  PF: ["Tahiti"],
  PG: [...["Papua N. Guinea"], "PNG"],
  CC: ["Keeling Islands", "Cocos Islands"],
  PN: ["Pitcairn"],
  TK: ["Tokelau Islands"],
  ZW: ["Rhodesia"],
  RE: ["La Reunion"],
  KM: ["Comoro Islands"],
  MV: ["Maldive Islands"],
  WS: ["Western Samoa"],
  XK: ["Kosovo (UNSCR 1244)", "Kosovo under UNSCR 1244"],
  MS: ["Montserrat Island"],
  VU: ["New Hebrides"],
  KI: ["Gilbert Islands"],
  PW: ["Belau"],
  MN: ["Outer Mongolia"],
  BD: ["Bangla Desh"],
  PH: ["Philippine Islands"],
  AR: ["Argentine Republic"],
  GY: ["British Guiana"],
  SR: ["Dutch Guiana"],
  BZ: ["British Honduras"],
  SV: ["Salvador"],
  KZ: ["Kazakstan"],
  TJ: ["Tadzhikistan"],
  TM: ["Turkmenia"],
  LB: ["Lebanese Republic"],
  PT: ["Portuguese Republic"],
  SH: ["Saint Helena"],
  GW: ["Portuguese Guinea"],
  WF: [...["Wallis and Futuna Islands"], "Wallis and Futuna"],
  GQ: ["Equatorial Guinea"],
  SJ: [...["Svalbard"], "Svalbard and Jan Mayen"],
  HM: ["Heard Island and McDonald Islands", "Heard and McDonald Islands"],
  TC: ["Turks and Caicos"],
  NA: ["South West Africa"],
  ET: ["Abyssinia"],
  ML: ["French Sudan"],
  PM: ["Saint Pierre"],
  AT: ["Oesterreich"],
  NZ: ["N. Zealand"],
  SX: ["Saint Maarten"],
};

/** Names of several: former states, islands that two hold, and what two states are called. */
const SHARED: Readonly<Record<string, readonly string[]>> = {
  Congo: ["CD", "CG"],
  Kongo: ["CD", "CG"],
  콩고: ["CD", "CG"],
  "Virgin Islands": ["VG", "VI"],
  "Netherlands Antilles": ["AW", "CW", "SX"],
  "Dutch Antilles": ["AW", "CW", "SX"],
  Czechoslovakia: ["CZ", "SK"],
  Yugoslavia: ["BA", "HR", "ME", "MK", "RS", "SI", "XK"],
  "Serbia and Montenegro": ["ME", "RS"],
  "Belgium and Luxembourg": ["BE", "LU"],
  Guiana: ["GF", "GY", "SR"],
  USSR: ["AM", "AZ", "BY", "EE", "GE", "KG", "KZ", "LT", "LV", "MD", "RU", "TJ", "TM", "UA", "UZ"],
  "Soviet Union": ["AM", "AZ", "BY", "EE", "GE", "KG", "KZ", "LT", "LV", "MD", "RU", "TJ", "TM", "UA", "UZ"],
};

/** Names by code, each of one origin alone. */
function namesOf(tables: Tables, codes: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const ofCensus = tables
    .rows("flows/partners_2024.csv")
    .map(({ iso2 = "", census_name, schedule_c_name }) => ({
      code: ISO_OF[iso2] ?? iso2,
      names: [census_name, schedule_c_name].filter((name) => name !== undefined && name !== ""),
    }));
  const named = codes.map((code) => ({
    code,
    names: [
      ...ofCensus.filter((one) => one.code === code).flatMap(({ names }) => names as string[]),
      ...(isoNames.getName(code, "en", { select: "all" }) ?? []),
      ...(USUAL[code] ?? []),
    ],
  }));
  const owners = ownersOf(named);
  const shared = new Set(Object.keys(SHARED).map(plainName));
  const elsewhere = codes.map((code) => ({
    code,
    names: LANGUAGES.filter((language) => !MISNAMED.has(`${language} ${code}`)).flatMap(
      (language) => isoNames.getName(code, language, { select: "all" }) ?? [],
    ),
  }));
  const others = ownersOf([...named, ...elsewhere]);
  return new Map(
    named.map(({ code, names }, at) => {
      const own = names.filter(
        (name) => owners.get(plainName(name))?.size === 1 && !shared.has(plainName(name)),
      );
      const known = new Set(own.map(plainName));
      const foreign = (elsewhere[at]?.names ?? []).filter(
        (name) =>
          others.get(plainName(name))?.size === 1 &&
          name.toUpperCase() !== code &&
          !known.has(plainName(name)) &&
          !shared.has(plainName(name)),
      );
      const english = [...new Map(own.map((name) => [name.toLowerCase(), name])).values()];
      return [code, [...english, ...new Map(foreign.map((name) => [plainName(name), name])).values()]];
    }),
  );
}

type Named = { readonly code: string; readonly names: readonly string[] };

/** The codes that each name is of, however its accents and marks are written. */
function ownersOf(named: readonly Named[]): ReadonlyMap<string, ReadonlySet<string>> {
  const owners = new Map<string, Set<string>>();
  for (const { code, names } of named)
    for (const name of names) {
      const codes = owners.get(plainName(name)) ?? new Set();
      owners.set(plainName(name), codes.add(code));
    }
  return owners;
}

export function buildOrigins(tables: Tables, to: string): void {
  const census = new Map<string, { iso3: string; numbers: string[] }>();
  for (const { iso2 = "", iso3 = "", cty_code = "" } of tables.rows("flows/partners_2024.csv")) {
    const code = ISO_OF[iso2] ?? iso2;
    const known = census.get(code) ?? { iso3: ISO_OF[iso2] === undefined ? iso3 : "", numbers: [] };
    known.numbers.push(cty_code);
    census.set(code, known);
  }
  const rows = tables.rows("law/country_rates.csv").map(({ iso2 = "", country = "", bloc = "" }) => ({
    code: iso2,
    name: country,
    blocs: bloc === "" ? [] : [bloc],
  }));
  rows.push({ code: "EU", name: "European Union", blocs: ["EU"] });
  rows.sort((a, b) => (a.code < b.code ? -1 : 1));
  const names = namesOf(tables, [...rows.map(({ code }) => code), ...HOME.map(([code]) => code)]);
  const called = (code: string, name: string) => {
    const sharedNames = Object.keys(SHARED).filter((one) => SHARED[one]?.includes(code));
    return {
      iso: isoNames.alpha2ToNumeric(code) ?? null,
      names: (names.get(code) ?? []).filter((one) => one.toLowerCase() !== name.toLowerCase()),
      ...(sharedNames.length > 0 ? { sharedNames } : {}),
      ...placesApart(code),
    };
  };
  const origins = rows.map(({ code, name, blocs }) => ({
    code,
    name,
    ...articleOf(code),
    ...called(code, name),
    iso3: census.get(code)?.iso3 || (isoNames.alpha2ToAlpha3(code) ?? null),
    census: census.get(code)?.numbers ?? [],
    blocs,
    column2: COLUMN_2.has(code),
  }));
  writeJson(join(to, "origins.json"), {
    source: ["census-partners", "iso-3166", "usitc-hts", "usitc-hts-general-notes"],
    origins,
    home: HOME.map(([code, iso3, name]) => ({
      ...{ code, name, ...articleOf(code), ...called(code, name), iso3 },
      ...{ census: [], blocs: [], column2: false },
    })),
  });
}
