import {
  type Command,
  type Context,
  defineCommand,
  flag,
  flagsTaken,
  repeated,
} from "../../contract/command.js";
import { closest, located, needed, UserError } from "../../contract/errors.js";
import { oneOf, parseCount, parseDay, parseFileName } from "../../contract/parse.js";
import type { Column, Report } from "../../contract/report.js";
import { jsonEscaped } from "../../contract/text.js";
import { answerDiff, sidesOf } from "./diff.js";
import { answerImport, IMPORTS } from "./import/answer.js";
import { answerRecord } from "./record.js";
import { answerValidate, findProblems, junit, sarif } from "./validate/answer.js";

// Which data there is, where each file comes from, and where its figures do.

const COLUMNS: readonly Column[] = [
  { key: "kind", title: "Kind", kind: "text", drop: 1 },
  { key: "file", title: "File", kind: "text", drop: 0 },
  { key: "title", title: "Title", kind: "text", drop: 0 },
  { key: "from", title: "From", kind: "text", drop: 2 },
];

interface Titled {
  readonly title?: string;
  readonly note?: string;
  readonly family?: string;
}

/** Files whose names or titles have the words, one a row; flows as one a dataset. */
export function answerList(words: string, context: Context): Report {
  const data = context.data();
  const wanted = words.toLowerCase();
  const rows = context
    .dataNames()
    .filter(({ name }) => !name.startsWith("flows/"))
    .map(({ name, kind, from }) => {
      const { title, note, family } = data.json(name) as Titled;
      return [kind, name, title ?? family ?? note ?? "", from] as const;
    });
  const flows = datasets(context).map(
    ([set, count, from]) => ["flow", `flows/${set}`, `${count} origins`, from] as const,
  );
  const found = [...rows, ...flows].filter((row) => row.join(" ").toLowerCase().includes(wanted));
  return {
    title: `${found.length} ${words === "" ? "" : `of ${rows.length + flows.length} `}data files`,
    heading: ["A folder given with --data lays its files over those that are shipped"],
    columns: COLUMNS,
    rows: found,
    total: null,
    notes: [],
    facts: {},
  };
}

function datasets(context: Context): [string, number, string][] {
  const counted = new Map<string, [string, number, string]>();
  for (const { name, from } of context.dataNames()) {
    const [, set = ""] = /^flows\/([^/]+)\//.exec(name) ?? [];
    if (set === "") continue;
    const known = counted.get(set);
    counted.set(set, [
      set,
      (known?.[1] ?? 0) + 1,
      known && known[2] !== from ? `${known[2]}, ${from}` : from,
    ]);
  }
  return [...counted.values()];
}

const NAMED = ["", "schedule/measures/", "lists/", "scenarios/", "assumptions/", "examples/", "economics/"];

/** A data file as it is, with what is laid over it; by its name, or by the id of what is in it. @throws {UserError} */
export function showFile(name: string | undefined, context: Context): string {
  if (name === undefined || name === "") throw needed("<file>", "`tariff-calc data list` names the files");
  const names = context.dataNames().map((one) => one.name);
  const stem = name.replace(/\.json$/, "");
  const found = NAMED.map((folder) => `${folder}${stem}.json`).find((one) => names.includes(one));
  if (found !== undefined) return `${jsonEscaped(JSON.stringify(context.data().json(found), null, 2))}\n`;
  const ids = names.map((one) => one.replace(/\.json$/, ""));
  const short = ids.map((id) =>
    NAMED.reduce(
      (least, folder) => (folder !== "" && id.startsWith(folder) ? id.slice(folder.length) : least),
      id,
    ),
  );
  const near = closest(stem, [...ids, ...short]);
  throw new UserError(`there is no data file "${name}"`, {
    where: "data show",
    hint: near ? `did you mean ${near}?` : "`tariff-calc data list` names the files",
  });
}

const SOURCE_COLUMNS: readonly Column[] = [
  { key: "id", title: "Source", kind: "text", drop: 0 },
  { key: "publisher", title: "Publisher", kind: "text", drop: 0 },
  { key: "title", title: "Title", kind: "text", drop: 0 },
  { key: "licence", title: "Licence", kind: "text", drop: 2 },
  { key: "url", title: "Where", kind: "text", drop: 3 },
];

/** Publisher, title and licence of every source, once each. */
export async function answerSources(context: Context): Promise<Report> {
  return {
    title: "Sources of the data",
    heading: [],
    columns: SOURCE_COLUMNS,
    rows: context
      .sources()
      .map(({ id, publisher, title, licence, url }) => [id, publisher, title, licence, url]),
    total: null,
    notes: [],
    facts: {},
  };
}

const ACTIONS = ["validate", "import", "diff", "record", "list", "show", "sources"] as const;

export default defineCommand({
  name: "data",
  summary: "Check, import, compare and list the data files",
  details:
    "validate checks shape and sense of the shipped data, or of folders and files of yours, in one run: every problem\n" +
    "with file, line and what to do. Status 0 if there is no error, 1 if there is, 2 if something cannot be read.\n" +
    "import hts, census or dataweb makes a folder for --data from an official table, and reports how it differs from the data here.\n" +
    "diff holds two of these against each other: shipped, a day, a folder, an exported edition; @day behind a name\n" +
    "takes its law of that day. record makes a change record of a new edition, or of two texts of the notes of chapter\n" +
    "99: what moved, which measures it touches, and with --into a folder to review. list names the files, show prints one, sources tells where figures come from.",
  argument: { name: "action", summary: ACTIONS.join(", "), required: true },
  more: { name: "what", summary: "files, folders, days or names that the action is about" },
  flags: {
    into: flag(
      "<folder>",
      "import: the folder to make, named after the table if not given; record: the folder of the change record",
      parseFileName,
    ),
    notes: repeated(
      "<text>",
      "record: notes of chapter 99 as text, the earlier and the later",
      parseFileName,
    ),
    date: flag(
      "<day>",
      "import hts, record: the day the edition took effect; diff: the day whose law is taken",
      parseDay,
    ),
    year: flag("<year>", "import census, dataweb: the year, if the table has several", parseCount),
    name: flag("<dataset>", "import census, dataweb: what the flows are called", parseDataset),
  },
  alsoFormats: { sarif: ".sarif", junit: ".xml" },
  examples: [
    "tariff-calc data validate",
    "tariff-calc data validate my-data --format sarif -o problems.sarif",
    "tariff-calc data import hts hts_2026_rev4.csv",
    "tariff-calc data diff 2025-01-01 2026-02-24",
    "tariff-calc data record hts_2026_rev4.csv --into rev-4",
    "tariff-calc data record --notes notes-rev-20.txt --notes notes-rev-21.txt --date 2026-10-07",
    "tariff-calc data list section-232 --data my-data",
    "tariff-calc data sources --format csv",
  ],
  async run({ argument, more, flags, format, commands, formatsOf }, context) {
    const action = oneOf(ACTIONS)(argument ?? "");
    if (format !== null && action !== "validate")
      throw new UserError(`${format} is a format of problems, which validate alone finds`, {
        where: "--format",
      });
    const [first, second] = more;
    checkCount(action, more.length);
    switch (action) {
      case "validate": {
        const found = await findProblems(context, more, await flagsBesideLevers(commands, formatsOf));
        if (format === null) return answerValidate(found);
        const text =
          format === "sarif" ? sarif(found.problems, context.version, context.uriOf) : junit(found.problems);
        return { chunks: [text], findings: answerValidate(found).findings === true };
      }
      case "import": {
        const kind = located("data import", () => oneOf(IMPORTS)(first ?? ""));
        if (second === undefined) throw needed("<file>", "name the exported table");
        const { into, date, year, name } = flags;
        return answerImport({ kind, file: second, into, date, year, name }, context);
      }
      case "diff":
        return answerDiff(await sidesOf(more, flags.date, context), context);
      case "record":
        return answerRecord(
          { names: more, notes: flags.notes ?? [], date: flags.date, into: flags.into },
          context,
        );
      case "list":
        return answerList(more.join(" "), context);
      case "show":
        return showFile(first, context);
      case "sources":
        return answerSources(context);
    }
  },
});

type Line = Parameters<Command["run"]>[0];

/** Names that no lever can have: flags of commands that have levers too. */
async function flagsBesideLevers(
  listed: Line["commands"],
  formatsOf: Line["formatsOf"],
): Promise<readonly string[]> {
  const commands = await Promise.all(listed.map(async ({ load }) => (await load()).default as Command));
  return commands.flatMap((one) => (one.dataFlags ? flagsTaken(one, formatsOf(one)) : []));
}

/** How many words actions take that do not take any number. */
const MOST: Readonly<Record<string, number>> = { import: 2, diff: 2, record: 2, show: 1, sources: 0 };

function checkCount(action: string, count: number): void {
  const most = MOST[action] ?? count;
  if (count <= most) return;
  const hint = "`tariff-calc data --help` shows how it is used";
  throw new UserError(`expected at most ${most} ${most === 1 ? "word" : "words"} after it; got ${count}`, {
    where: `data ${action}`,
    hint,
  });
}

/** Names of datasets are folders. */
function parseDataset(text: string): string {
  if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(text)) return text;
  throw new UserError(`expected lower-case words joined by -; got "${text}"`);
}
