import { type Format, type Json, plain, type Report } from "../report.js";

/** Every digit as a string, inputs by hash: an answer that can be repeated from itself. */
const json: Format = {
  name: "json",
  summary: "one JSON document with every digit and the hashes of its inputs",
  endings: [".json"],
  async render(report, { command, version, lawAsOf, inputs }) {
    /** Worked out before its inputs are hashed: they may be read for it. */
    const facts = { ...report.facts };
    const document = {
      schema: `tariff-calc/${command[0]}/1`,
      program: { name: "tariff-calc", version },
      lawAsOf,
      inputs: await inputs(),
      command,
      title: report.title,
      heading: report.heading,
      notes: report.notes,
      ...facts,
      rows: rowsOf(report),
      total:
        report.total &&
        Object.fromEntries(Object.entries(report.total).map(([key, cell]) => [key, plain(cell)])),
    };
    return `${JSON.stringify(document, null, 2)}\n`;
  },
};

const rowsOf = ({ columns, rows }: Report): Json[] =>
  rows.map((cells) =>
    Object.fromEntries(
      columns.flatMap(({ key, tableOnly }, index) => (tableOnly ? [] : [[key, plain(cells[index] ?? null)]])),
    ),
  );

export default json;
