/** Whether levers, sectors, scenarios, agreements and the catalogue of claims name what there is. */
import type { Context, DataFiles, Inspected } from "../../../contract/command.js";
import { error, fileOf, type Problem, UserError } from "../../../contract/errors.js";
import {
  codeProblems,
  deadNames,
  originProblems,
  overlaps,
  suggestion,
} from "../../../contract/measure-problems.js";
import { toMeasure } from "../../../contract/measure-text.js";
import type { ChangeText } from "../../../data/shapes/scenario.js";
import { claimsOfBans } from "../../../law/ban.js";
import { addDays, type IsoDate, isoDate } from "../../../law/calendar.js";
import type { Claim } from "../../../law/entry.js";
import type { Measure } from "../../../law/measure.js";
import type { Schedule } from "../../../law/schedule.js";
import { asks } from "../../../law/scope.js";
import { names } from "../../../law/settle.js";

/** Problems of the smaller files, in the order of their names. */
export const smallFileProblems = (context: Context, data: DataFiles): Problem[] => [
  ...agreementProblems(context, data),
  ...leverProblems(context),
  ...sectorProblems(context),
  ...scenarioProblems(context),
  ...orderProblems(context),
  ...banProblems(context),
  ...claimProblems(context),
  ...factProblems(context),
];

function agreementProblems(context: Context, data: DataFiles): Problem[] {
  const { agreements } = data.json("agreements.json");
  return agreements.flatMap(({ origins }, index) =>
    originProblems("agreements.json", `agreements[${index}].origins`, origins, context.schedule()),
  );
}

const ORDERS = "orders.json";

/** Orders that are there twice, of countries or numbers there are none of, or revoked before they began. */
function orderProblems(context: Context): Problem[] {
  const schedule = context.schedule();
  const all = schedule.orders.all();
  const cases = new Set<string>();
  const isRepeated = (name: string): boolean => cases.has(name) || !cases.add(name);
  return all.flatMap(({ case: name, origin, numbers, from, until }, index) => {
    const place = `orders[${index}]`;
    const span = { from: from ?? schedule.firstDay, until };
    return [
      ...(isRepeated(name)
        ? [error("order", ORDERS, `${place}.case`, `${name} is there twice`, "keep one of them")]
        : []),
      ...(from !== null && until !== null && until <= from
        ? [
            error(
              "day",
              ORDERS,
              `${place}.until`,
              `${name} ends on ${until}, before it begins`,
              "mend the days",
            ),
          ]
        : []),
      ...originProblems(ORDERS, `${place}.origin`, [origin], schedule),
      ...codeProblems(ORDERS, `${place}.numbers`, numbers, span, schedule),
    ];
  });
}

const BANS = "bans.json";

/** Bans that end before they begin, of countries there are none of, or on lists there are none of. */
function banProblems(context: Context): Problem[] {
  const schedule = context.schedule();
  const lists = context.lists().map(({ id }) => id);
  return schedule.bans.flatMap(({ id, list, origins, unless, from, until }, index) => {
    const place = `bans[${index}]`;
    const missing = (at: string, name: string | null | undefined): Problem[] =>
      name == null || lists.includes(name)
        ? []
        : [error("list", BANS, at, `there is no list ${name}`, suggestion(name, lists, "the id of a list"))];
    return [
      ...(until !== null && until <= from
        ? [error("day", BANS, `${place}.until`, `${id} ends on ${until}, before it begins`, "mend the days")]
        : []),
      ...originProblems(BANS, `${place}.origins`, origins, schedule),
      ...missing(`${place}.list`, list),
      ...unless.flatMap((leave, at) => missing(`${place}.unless[${at}].list`, leave.list)),
    ];
  });
}

const measureIds = (context: Context): string[] => context.schedule().measures.map(({ id }) => id);

function patternProblems(
  file: string,
  place: string,
  patterns: readonly string[],
  ids: readonly string[],
): Problem[] {
  return patterns
    .filter((pattern) => !ids.some((id) => names(pattern, id)))
    .map((pattern) =>
      error(
        "measure",
        file,
        place,
        `no measure is named ${pattern}`,
        suggestion(pattern, ids, "the id of a measure, or the start of one and *"),
      ),
    );
}

const leverProblems = (context: Context): Problem[] =>
  context
    .levers()
    .flatMap(({ measures, enacts }, index) =>
      patternProblems("levers.json", `levers[${index}].measures`, measures, [
        ...measureIds(context),
        ...(enacts ? [enacts.id] : []),
      ]),
    );

/** Levers are flags of commands, so none is named as one of `flags`, or as another lever. */
export function leverNameProblems({ context, data }: Inspected, flags: readonly string[]): Problem[] {
  if (!data.has("levers.json")) return [];
  const names = context.levers().map(({ name }) => name);
  return names.flatMap((name, index) => {
    const place = `levers[${index}].name`;
    const say = (message: string) => [error("lever", "levers.json", place, message, "give it another name")];
    if (flags.includes(name)) return say(`--${name} is a flag of the program, so no lever can have its name`);
    return names.indexOf(name) < index ? say(`${name} is there twice`) : [];
  });
}

function sectorProblems(context: Context): Problem[] {
  const schedule = context.schedule();
  const ids = context.lists().map(({ id }) => id);
  return context
    .names()
    .sectors.flatMap(({ products, lists }, index) => [
      ...codeProblems(
        "sectors.json",
        `sectors[${index}].products`,
        products,
        { from: schedule.firstDay, until: null },
        schedule,
      ),
      ...lists
        .filter((id) => !ids.includes(id))
        .map((id) =>
          error(
            "list",
            "sectors.json",
            `sectors[${index}].lists`,
            `there is no list ${id}`,
            suggestion(id, ids, "the id of a list"),
          ),
        ),
    ]);
}

const scenarioProblems = (context: Context): Problem[] =>
  context.scenarios().flatMap(({ name, text }) => {
    const file = `scenarios/${name}.json`;
    const schedule = context.schedule();
    const origins = text.origins.map((one) => one.replace(/-[A-Z]{2}$/, ""));
    return [
      ...dayProblems(file, text.date, schedule.firstDay),
      ...originProblems(file, "origins", origins, schedule),
      ...productProblems(file, "products", text.products, text.date, schedule),
      ...refusal(file, "flows", () => context.flowOrigins(text.flows)),
      ...text.assume.flatMap((id, index) => refusal(file, `assume[${index}]`, () => context.assume([id]))),
      ...baselineProblems(file, text.baseline, context),
      ...text.changes.flatMap((change, index) =>
        changeProblems(file, `changes[${index}]`, change, text.date, context),
      ),
    ];
  });

/** What the program would refuse when the scenario is run. */
function refusal(file: string, place: string, run: () => unknown): Problem[] {
  try {
    run();
    return [];
  } catch (fault) {
    if (!(fault instanceof UserError)) throw fault;
    return [error(place.replace(/\W.*/, ""), file, place, fault.message, fault.hint ?? "mend the name")];
  }
}

function productProblems(
  file: string,
  place: string,
  products: readonly string[] | undefined,
  on: IsoDate,
  schedule: Schedule,
): Problem[] {
  const codes = (products ?? []).map((code) => code.replaceAll(".", ""));
  return codeProblems(file, place, codes, { from: on, until: addDays(on, 1) }, schedule);
}

/** A baseline is a day, no tariffs, or a scenario. */
function baselineProblems(file: string, baseline: string | undefined, context: Context): Problem[] {
  const named = context.scenarios().map(({ name }) => name);
  if (baseline === undefined || baseline === "no-tariffs" || named.includes(baseline)) return [];
  const day = isoDate(baseline);
  if (day !== undefined) return dayProblems(file, day, context.schedule().firstDay, "baseline");
  if (/[./\\]/.test(baseline)) return [];
  const mend = suggestion(baseline, named, "a day, no-tariffs, the name of a scenario, or its file");
  return [error("baseline", file, "baseline", `there is no scenario ${baseline}`, mend)];
}

const dayProblems = (file: string, date: string, firstDay: string, place = "date"): Problem[] =>
  date < firstDay
    ? [error("day", file, place, `the data begins on ${firstDay}; got ${date}`, "take a later day")]
    : [];

function changeProblems(
  file: string,
  place: string,
  change: ChangeText,
  on: IsoDate,
  context: Context,
): Problem[] {
  if (change.do === "enact")
    return enactProblems(file, `${place}.measure`, toMeasure(change.measure), context);
  const { lever, measures = [], origins = [], products } = change;
  const levers = context.levers().map(({ name }) => name);
  const dead = lever !== undefined && !levers.includes(lever) ? [lever] : [];
  return [
    ...dead.map((name) =>
      error(
        "lever",
        file,
        `${place}.lever`,
        `there is no lever ${name}`,
        suggestion(name, levers, "a lever"),
      ),
    ),
    ...patternProblems(file, `${place}.measures`, measures, measureIds(context)),
    ...originProblems(file, `${place}.origins`, origins, context.schedule()),
    ...productProblems(file, `${place}.products`, products, on, context.schedule()),
  ];
}

/** What is wrong with a measure that a scenario enacts, at its place in the scenario. */
function enactProblems(file: string, place: string, measure: Measure, context: Context): Problem[] {
  const lists = context.lists().map(({ id }) => id);
  return [...overlaps(measure), ...deadNames(measure, context.schedule(), lists)].map((problem) => ({
    ...problem,
    file,
    place: `${place}.${problem.place}`,
  }));
}

// Whether the catalogue of facts and rights has what the law asks for, and nothing else.

const CATALOGUE = "claims.json";

/** Claims that the law asks for and the catalogue lacks, those it has in vain, and what it says that cannot be. */
function claimProblems(context: Context): Problem[] {
  const catalogue = context.claims();
  const asked = placesAsked(context);
  const known = catalogue.map(({ id }) => id);
  const lacking = asked
    .filter(({ claim }, at) => !known.includes(claim) && asked.findIndex((one) => one.claim === claim) === at)
    .map(({ claim, file, place }) =>
      error(
        "claim",
        file,
        place,
        `the claim ${claim} is not in ${CATALOGUE}, so nobody can tell what it is`,
        suggestion(claim, known, `an entry for it in ${CATALOGUE} of the same folder`),
      ),
    );
  const words = new Set(asked.map(({ claim }) => claim));
  return [...lacking, ...catalogue.flatMap((claim, at) => ownProblems(claim, at, words, context))];
}

/** Lists that facts name and that there are none of. */
function factProblems(context: Context): Problem[] {
  const lists = context.lists().map(({ id }) => id);
  return context
    .schedule()
    .facts.flatMap(({ when }, at) =>
      [...(when.on ?? []), ...(when.notOn ?? []), ...Object.values(when.weight?.of ?? {}).flat()]
        .filter((id) => !lists.includes(id))
        .map((id) =>
          error(
            "list",
            "facts.json",
            `claims[${at}].when`,
            `there is no list ${id}`,
            suggestion(id, lists, "the id of a list"),
          ),
        ),
    );
}

interface Asked {
  readonly claim: string;
  readonly file: string;
  readonly place: string;
}

/** Claims with the places that ask for them: agreements, measures, lists, facts, fees. */
function placesAsked(context: Context): Asked[] {
  const { agreements, bans, measures } = context.schedule();
  const at = (file: string, place: string) => (claim: string) => ({ claim, file, place });
  return [
    ...[IN_QUOTA].map(at("agreements.json", "")),
    ...agreements.flatMap(({ claim }, index) => at("agreements.json", `agreements[${index}].claim`)(claim)),
    ...claimsOfBans(bans).map(at("bans.json", "bans")),
    ...measures.flatMap((measure) =>
      measure.versions.flatMap((version, index) =>
        asks(version).claims.map(at(fileOf(measure), `versions[${index}]`)),
      ),
    ),
    ...claimsEnacted(context),
    ...[...context.measureTexts().values()].flatMap((text) =>
      (text.contested ?? []).flatMap(({ versions = [] }, index) =>
        versions
          .flatMap(({ covers, freedBy = [] }) => [
            ...(covers?.onlyIf ?? []),
            ...freedBy.flatMap(({ claims = [] }) => claims),
          ])
          .map(at(fileOf(text), `contested[${index}]`)),
      ),
    ),
    ...context
      .lists()
      .flatMap(({ id, groups }) =>
        groups.flatMap(({ condition }, index) =>
          condition === undefined ? [] : [at(`lists/${id}.json`, `groups[${index}].condition`)(condition)],
        ),
      ),
    ...context.schedule().facts.map(({ claim }, index) => at("facts.json", `claims[${index}].claim`)(claim)),
    ...context
      .fees()
      .fees.flatMap(({ exemptions }, index) =>
        exemptions.flatMap(({ claims = [] }) => claims.map(at("fees.json", `fees[${index}].exemptions`))),
      ),
  ];
}

/** Claims that measures of scenarios ask for, once enacted. */
const claimsEnacted = (context: Context): Asked[] =>
  context.scenarios().flatMap(({ name, text }) =>
    text.changes.flatMap((change, index) => {
      const versions = change.do === "enact" ? toMeasure(change.measure).versions : [];
      return versions.flatMap((version, row) =>
        asks(version).claims.map((claim) => ({
          claim,
          file: `scenarios/${name}.json`,
          place: `changes[${index}].measure.versions[${row}]`,
        })),
      );
    }),
  );

/** Quotas of the tariff ask for it. */
const IN_QUOTA = "in-quota";

/** What is wrong with one entry of the catalogue. */
function ownProblems(claim: Claim, at: number, asked: ReadonlySet<string>, context: Context): Problem[] {
  const say = (key: string, message: string, mend: string) =>
    error("claim", CATALOGUE, `claims[${at}].${key}`, message, mend);
  const ids = context.claims().map(({ id }) => id);
  const inAnyCase = ids.findIndex((id) => id.toLowerCase() === claim.id.toLowerCase());
  const sources = context.sources().map(({ id }) => id);
  const named = [claim.source, claim.presumes?.source ?? [], claim.whenUnknown?.source ?? []].flat();
  const symbols = context.schedule().agreements.find((one) => one.claim === claim.id)?.symbols ?? [];
  return [
    ...(claim.column === "claims" && !asked.has(claim.id)
      ? [say("id", `nothing in the law asks for ${claim.id}`, "take it out, or mend its spelling")]
      : []),
    ...(inAnyCase !== at ? [say("id", `${claim.id} is there twice`, "keep one of them")] : []),
    ...[claim.excludes, claim.implies, claim.denies]
      .flatMap((one) => one ?? [])
      .filter((id) => !ids.includes(id))
      .map((id) => say("excludes", `there is no claim ${id}`, suggestion(id, ids, "the id of a claim"))),
    ...named
      .filter((id) => !sources.includes(id))
      .map((id) =>
        say("source", `there is no source ${id}`, suggestion(id, sources, "an id of sources.json")),
      ),
    ...(symbols.join() !== (claim.symbols ?? []).join()
      ? [
          say(
            "symbols",
            `agreements.json has the symbols ${symbols.join(", ") || "of none"}; got ${claim.symbols?.join(", ") ?? "none"}`,
            "write the same in both",
          ),
        ]
      : []),
  ];
}
