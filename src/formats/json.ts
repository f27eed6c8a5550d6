import { cellsIn, type Format, type Json, plain, programOf, type Report } from "../contract/report.js";
import { jsonEscaped } from "../contract/text.js";

import { digitsAsText, toObject } from "./cells.js";

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
    return `${jsonEscaped(JSON.stringify(document, digitsAsText, 2))}\n`;
  },
  /** The same keys; what is known only when all rows have gone by, as the hash of their file, comes after them. */
  async *stream({ title, columns, batches, end }, envelope) {
    const { command, inputs } = envelope;
    const head = jsonEscaped(
      JSON.stringify({ ...programOf(envelope), command, title, heading: [] }, null, 2),
    );
    yield `${head.slice(0, -CLOSE.length)},\n  "rows": [`;
    const object = toObject(columns);
    let separator = "\n    ";
    for await (const rows of batches) {
      if (rows.length === 0) continue;
      const texts = rows.map((row) => JSON.stringify(object(cellsIn(row))));
      yield jsonEscaped(separator + texts.join(",\n    "));
      separator = ",\n    ";
    }
    const { total, notes, facts } = end();
    const tail = JSON.stringify(
      { total: totalOf({ total }), notes, ...facts, inputs: await inputs() },
      digitsAsText,
      2,
    );
    yield `${separator.startsWith(",") ? "\n  " : ""}],${jsonEscaped(tail.slice(1))}\n`;
  },
};

/** How a document ends. */
const CLOSE = "\n}";

const totalOf = ({ total }: Pick<Report, "total">): Json =>
  total && Object.fromEntries(Object.entries(total).map(([key, cell]) => [key, plain(cell)]));

export default json;
