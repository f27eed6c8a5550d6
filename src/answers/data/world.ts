/** What commands may ask of the data files themselves. */
import type { Context } from "../../command.js";
import type { IsoDate } from "../../domain/day.js";
import type { Rasteriser } from "../../report.js";
import type { OfficialTable } from "../../texts/official-table.js";
import type { Problem } from "../validate/problem.js";

/** Part of what commands may ask of the world. */
export interface DataWorld {
  /**
   * The data with folders or single files of the user laid over it, and what is wrong with the shape of any file.
   * A file that is not sound counts as not there. @throws {UserError} on a path that is neither.
   */
  inspect(paths: readonly string[]): Promise<Inspected>;
  /** The data files as they are. */
  data(): DataFiles;
  /** The script of a page with sliders, and the files that price this trade there. @throws {UserError} */
  page(wanted: {
    readonly dataset: string;
    readonly origins: readonly string[];
    readonly assume?: readonly string[];
  }): Promise<{ readonly script: string; readonly files: Readonly<Record<string, unknown>> }>;
  /** What makes pixels of drawings. @throws {UserError} if it is not built. */
  rasteriser(): Promise<Rasteriser>;
  /** Text as base64 of its deflated bytes. */
  deflated(text: string): Promise<string>;
  /** Every data file, with its kind and whether it is shipped or of which folder. */
  dataNames(): readonly { readonly name: string; readonly kind: string; readonly from: string }[];
  /** The shipped data with these folders laid over it, and no others. @throws {UserError} */
  over(folders: readonly string[]): Promise<Context>;
  /** Whether a path is a folder or a file; `undefined` if it is nothing. */
  pathKind(path: string): "folder" | "file" | undefined;
  /** A table of a public office, as CSV or JSON. @throws {UserError} */
  officialTable(path: string): Promise<OfficialTable>;
  /** Writes the files of an import, whole or not at all. @throws {UserError} if there is something of that name. */
  writeFolder(folder: string, imported: ImportedFiles): Promise<void>;
}

/** Data files as they are, by their names inside a data folder. */
export interface DataFiles {
  json<T>(name: string): T;
  has(name: string): boolean;
  names(folder: string): readonly string[];
}

/** Files made of an official table. */
export interface ImportedFiles {
  readonly kind: "hts" | "census" | "dataweb";
  /** The table, its SHA-256, and how many rows it had. */
  readonly file: string;
  readonly sha256: string;
  readonly rows: number;
  /** The day from which an edition holds. */
  readonly day?: IsoDate;
  /** Values by the names of their files inside a data folder. */
  readonly files: ReadonlyMap<string, unknown>;
  /** Rows that could not be used, by reason. */
  readonly left: ReadonlyMap<string, readonly string[]>;
}

/** Data with what is wrong with its files; places are told by line. */
export interface Inspected {
  readonly context: Context;
  readonly data: DataFiles;
  /** Files of the user by their names inside a data folder, with the paths they have. */
  readonly files: ReadonlyMap<string, string>;
  /** Those of them whose shape is right. */
  readonly sound: readonly string[];
  /** Problems of shape, and whatever else files say of themselves. */
  readonly problems: readonly Problem[];
  /** A place of the data as a place of the user's file, which may hold a part of it. */
  placeIn(file: string, place: string): string;
  /** The line of a place in a file. */
  lineOf(file: string, place: string): number;
}
