/** Where the figures of the data come from. */
import type { Context } from "../command.js";
import type { Column, Report } from "../report.js";

const COLUMNS: readonly Column[] = [
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
    columns: COLUMNS,
    rows: context
      .sources()
      .map(({ id, publisher, title, licence, url }) => [id, publisher, title, licence, url]),
    total: null,
    notes: [],
    facts: {},
  };
}
