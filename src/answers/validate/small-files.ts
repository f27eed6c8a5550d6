/** Whether levers, sectors, scenarios and agreements name what there is. */
import type { Context, DataFiles } from "../../command.js";
import type { Agreement } from "../../domain/country.js";
import { names } from "../../domain/settle.js";
import { codeProblems } from "./codes.js";
import { suggestion } from "./names.js";
import { originProblems } from "./origins.js";
import { error, type Problem } from "./problem.js";

/** Problems of the smaller files, in the order of their names. */
export const smallFileProblems = (context: Context, data: DataFiles): Problem[] => [
  ...agreementProblems(context, data),
  ...leverProblems(context),
  ...sectorProblems(context),
  ...scenarioProblems(context),
];

function agreementProblems(context: Context, data: DataFiles): Problem[] {
  const { agreements } = data.json<{ agreements: readonly Agreement[] }>("agreements.json");
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

function scenarioProblems(context: Context): Problem[] {
  const schedule = context.schedule();
  const levers = context.levers().map(({ name }) => name);
  return context.scenarios().flatMap(({ name, text }) => {
    const file = `scenarios/${name}.json`;
    return [
      ...(text.date < schedule.firstDay
        ? [
            error(
              "day",
              file,
              "date",
              `the data begins on ${schedule.firstDay}; got ${text.date}`,
              "take a later day",
            ),
          ]
        : []),
      ...originProblems(
        file,
        "origins",
        text.origins.map((one) => one.replace(/-[A-Z]{2}$/, "")),
        schedule,
      ),
      ...text.changes.flatMap((change, index) => {
        if (change.do === "enact") return [];
        const place = `changes[${index}]`;
        const { lever, measures = [], origins = [] } = change;
        return [
          ...(lever !== undefined && !levers.includes(lever)
            ? [
                error(
                  "lever",
                  file,
                  `${place}.lever`,
                  `there is no lever ${lever}`,
                  suggestion(lever, levers, "a lever"),
                ),
              ]
            : []),
          ...patternProblems(file, `${place}.measures`, measures, measureIds(context)),
          ...originProblems(file, `${place}.origins`, origins, schedule),
        ];
      }),
    ];
  });
}
