/** Names that groups of a report are shown under. */
import type { Names } from "../answers/group.js";
import type { Sector } from "../domain/sector.js";
import type { Reader } from "./reader.js";

interface LabelFile {
  readonly labels: Readonly<Record<string, string>>;
}

interface AuthorityFile {
  readonly authorities: readonly { readonly id: string; readonly title: string }[];
}

const LENGTH = { chapters: 2, headings: 4, subheadings: 6 } as const;

export const loadNames = (reader: Reader): Names => ({
  sectors: reader.json<{ sectors: Sector[] }>("sectors.json").sectors,
  label: (kind, code) =>
    reader.json<LabelFile>(`labels/${kind}.json`).labels[code.slice(0, LENGTH[kind])] ?? "",
  authority: (id) =>
    reader.json<AuthorityFile>("authorities.json").authorities.find((one) => one.id === id)?.title ?? id,
});
