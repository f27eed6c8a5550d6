/** Whether levers, sectors, scenarios and agreements name what there is. */
import type { Context, DataFiles } from "../../../contract/command.js";
import { codeProblems, originProblems, suggestion } from "../../../contract/measure-problems.js";
import { error, type Problem } from "../../../contract/problem.js";
import type { ChangeText } from "../../../data/shapes/scenario.js";
import { names } from "../../../law/settle.js";

/** Problems of the smaller files, in the order of their names. */
export const smallFileProblems = (context: Context, data: DataFiles): Problem[] => [
  ...agreementProblems(context, data),
  ...leverProblems(context),
  ...sectorProblems(context),
  ...scenarioProblems(context),
];

function agreementProblems(context: Context, data: DataFiles): Problem[] {
  const { agreements } = data.json("agreements.json");
  return agreements.flatMap(({ origins }, index) =>
    originProblems("agreements.json", `agreements[${index}].origins`, origins, context.schedule()),
  );
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
    .flatMap(({ measures }, index) =>
      patternProblems("levers.json", `levers[${index}].measures`, measures, measureIds(context)),
    );

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
    const origins = text.origins.map((one) => one.replace(/-[A-Z]{2}$/, ""));
    return [
      ...dayProblems(file, text.date, context.schedule().firstDay),
      ...originProblems(file, "origins", origins, context.schedule()),
      ...text.changes.flatMap((change, index) => changeProblems(file, `changes[${index}]`, change, context)),
    ];
  });

const dayProblems = (file: string, date: string, firstDay: string): Problem[] =>
  date < firstDay
    ? [error("day", file, "date", `the data begins on ${firstDay}; got ${date}`, "take a later day")]
    : [];

function changeProblems(file: string, place: string, change: ChangeText, context: Context): Problem[] {
  if (change.do === "enact") return [];
  const { lever, measures = [], origins = [] } = change;
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
  ];
}
