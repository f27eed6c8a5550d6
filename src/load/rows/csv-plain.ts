/** Records of CSV without a quote: lines cut at their separators, which takes a third of the time of a whole parser. */
import type { Row } from "../../texts/rows.js";
import { LONGEST_RECORD, tooLong } from "./columns.js";

const NO_BYTES = Buffer.alloc(0);
const NEWLINE = 10;

export interface PlainRecords {
  /** Records that end in a piece of text without a quote. @throws {UserError} */
  completedBy(chunk: Buffer): Row[];
  /** Text after the last record, and the line on which it begins. */
  left(): { readonly text: Buffer; readonly line: number };
  /** The last record, if no newline ended it. */
  rest(): Row[];
}

/** Cuts text into lines that end in a newline, with or without a carriage return; empty ones are no records. */
export function plainRecords(name: string, separator: string): PlainRecords {
  let carried: Buffer = NO_BYTES;
  let line = 1;
  const isComma = separator === ",";

  const addTo = (records: Row[], text: string): void => {
    if (text.length > LONGEST_RECORD) throw tooLong(`${name}:${line}`, CLOSE);
    if (text !== "")
      records.push({ at: line, cells: text.split(separator), record: isComma ? text : null, fault: null });
    line += 1;
  };

  return {
    completedBy(chunk) {
      const bytes = carried.length > 0 ? Buffer.concat([carried, chunk]) : chunk;
      const end = bytes.lastIndexOf(NEWLINE) + 1;
      carried = bytes.subarray(end);
      const records = recordsIn(bytes.toString("utf8", 0, end), addTo);
      if (carried.length > LONGEST_RECORD) throw tooLong(`${name}:${line}`, CLOSE);
      return records;
    },
    left: () => ({ text: carried, line }),
    rest() {
      const records: Row[] = [];
      addTo(records, carried.toString());
      return records;
    },
  };
}

/** Records of text that ends in a newline. */
function recordsIn(text: string, addTo: (records: Row[], line: string) => void): Row[] {
  const records: Row[] = [];
  let from = 0;
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", from)) {
    const returned = end > from && text.charCodeAt(end - 1) === CARRIAGE_RETURN;
    addTo(records, text.slice(from, returned ? end - 1 : end));
    from = end + 1;
  }
  return records;
}

const CARRIAGE_RETURN = 13;
const CLOSE = "look for a line that never ends, or a quote that is opened and not closed";
