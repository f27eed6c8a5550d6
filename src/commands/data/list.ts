/** Which data there is, where each file comes from, and where its figures do. */

import type { Context } from "../../contract/command.js";
import { closest, UserError } from "../../contract/errors.js";
import type { Column, Report } from "../../contract/report.js";
import { jsonEscaped } from "../../contract/text.js";

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
  if (name === undefined || name === "")
    throw new UserError("it is needed", { where: "<file>", hint: "`tariff-calc data list` names the files" });
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
