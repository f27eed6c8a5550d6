import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";

export type Row = Readonly<Record<string, string>>;

/** The official tables, read from a folder by their names. */
export class Tables {
  readonly #folder: string;
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Rows of a CSV file, plain or gzipped, by column name. */
  rows(name: string): Row[] {
    const bytes = readFileSync(join(this.#folder, name));
    const text = name.endsWith(".gz") ? gunzipSync(bytes) : bytes;
    return parse(text, { columns: true, bom: true });
  }
}
