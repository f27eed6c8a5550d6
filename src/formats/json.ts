import { cellsIn, type Envelope, type Format, type Json, plain, type Report } from "../contract/report.js";
import { toObject } from "./cells.js";

/** Every digit as a string, inputs by hash: an answer that can be repeated from itself. */
const json: Format = {
  name: "json",
  summary: "one JSON document with every digit and the hashes of its inputs",
  endings: [".json"],
  async render(report, envelope) {
    const { command, inputs } = envelope;
    /** Worked out before its inputs are hashed: they may be read for it. */
    const facts = { ...report.facts };
    const document = {
      ...programOf(envelope),
      inputs: await inputs(),
      command,
      title: report.title,
      heading: report.heading,
      notes: report.notes,
      ...facts,
      rows: report.rows.map(toObject(report.columns)),
      total: totalOf(report),
    };
    return `${JSON.stringify(document, null, 2)}\n`;
  },
  /** The same keys; what is known only when all rows have gone by, as the hash of their file, comes after them. */
  async *stream({ title, columns, batches, end }, envelope) {
    const { command, inputs } = envelope;
    const head = JSON.stringify({ ...programOf(envelope), command, title, heading: [] }, null, 2);
    yield `${head.slice(0, -CLOSE.length)},\n  "rows": [`;
    const object = toObject(columns);
    let separator = "\n    ";
    for await (const rows of batches) {
      if (rows.length === 0) continue;
      yield separator + rows.map((row) => JSON.stringify(object(cellsIn(row)))).join(",\n    ");
      separator = ",\n    ";
    }
    const { total, notes, facts } = end();
    const tail = JSON.stringify(
      { total: totalOf({ total }), notes, ...facts, inputs: await inputs() },
      null,
      2,
    );
    yield `${separator.startsWith(",") ? "\n  " : ""}],${tail.slice(1)}\n`;
  },
};

/** How a document ends. */
const CLOSE = "\n}";

const programOf = ({ command, version, lawAsOf, edition }: Envelope) => ({
  schema: `tariff-calc/${command[0]}/1`,
  program: { name: "tariff-calc", version },
  lawAsOf,
  edition,
});

const totalOf = ({ total }: Pick<Report, "total">): Json =>
  total && Object.fromEntries(Object.entries(total).map(([key, cell]) => [key, plain(cell)]));

export default json;
