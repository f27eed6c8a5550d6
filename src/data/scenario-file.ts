/** Reads scenarios by name or from files. */
import { closest, UserError } from "../contract/errors.js";
import { isoDate } from "../law/calendar.js";
import type { Reader } from "./reader.js";
import type { ScenarioText } from "./shapes/scenario.js";

const FOLDER = "scenarios";

const scenarioNames = (reader: Reader): string[] =>
  reader.names(FOLDER).map((name) => name.slice(FOLDER.length + 1, -".json".length));

/** Every named scenario. */
export const namedScenarios = (reader: Reader): { name: string; text: ScenarioText }[] =>
  scenarioNames(reader).map((name) => ({ name, text: reader.json(`${FOLDER}/${name}.json`) }));

/**
 * A scenario by name, by file, or several composed with `+`: the first asks the question, all change the law.
 * @throws {UserError} if a name is unknown, or a file is not a scenario.
 */
export async function readScenario(
  reader: Reader,
  name: string,
  readText: (path: string) => string,
): Promise<ScenarioText> {
  const parts = await Promise.all(name.split("+").map((part) => readOne(reader, part.trim(), readText)));
  const [first, ...more] = parts as [ScenarioText, ...ScenarioText[]];
  if (more.length === 0) return first;
  checkChanging(name.split("+").slice(1), more);
  return {
    ...first,
    title: parts.map(({ title }) => title).join("; "),
    changes: parts.flatMap(({ changes }) => changes),
  };
}

/** What is joined behind the first gives its changes alone: a day and trade of its own would be named and not asked. @throws {UserError} */
function checkChanging(names: readonly string[], more: readonly ScenarioText[]): void {
  const idle = more.findIndex(({ changes }) => changes.length === 0);
  if (idle < 0) return;
  throw new UserError(`${names[idle]?.trim()} changes nothing of the law: it is a day and trade of its own`, {
    where: "scenario",
    hint: "joined scenarios have the trade and the day of the first; compare sets several side by side",
  });
}

async function readOne(
  reader: Reader,
  name: string,
  readText: (path: string) => string,
): Promise<ScenarioText> {
  if (scenarioNames(reader).includes(name)) return reader.json(`${FOLDER}/${name}.json`);
  if (!/[./\\]|^-$/.test(name)) {
    const near = closest(name, scenarioNames(reader));
    throw new UserError(
      name === "" ? "expected the name of a scenario, or a file" : `there is no scenario "${name}"`,
      {
        hint: isoDate(name)
          ? `for the law of a day: --date ${name}; \`scenario --date ${name} --baseline DAY\` holds two days side by side`
          : near
            ? `did you mean ${near}?`
            : `there are: ${scenarioNames(reader).join(", ")}; or name a .json file`,
      },
    );
  }
  const [{ parseStrictJson: parseOwnJson }, { checkScenario }] = await Promise.all([
    import("./strict-json.js"),
    import("./shapes/scenario.js"),
  ]);
  return checkScenario(parseOwnJson(readText(name), name), name);
}
