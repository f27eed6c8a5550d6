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
    return parse(this.#bytes(name), { columns: true, bom: true });
  }

  /** A file as text, plain or gzipped. */
  text(name: string): string {
    return this.#bytes(name).toString("utf8");
  }

  #bytes(name: string): Buffer {
    const bytes = readFileSync(join(this.#folder, name));
    return name.endsWith(".gz") ? gunzipSync(bytes) : bytes;
  }
}
