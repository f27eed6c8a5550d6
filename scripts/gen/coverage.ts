/** docs/coverage.md: which law the program holds, from the measures themselves. */

interface Version {
  readonly from: string;
  readonly until: string | null;
  readonly heading?: string;
  readonly sources: readonly { readonly cite: string }[];
}

interface Measure {
  readonly id: string;
  readonly title: string;
  readonly versions: readonly Version[];
  readonly checkedOn: string;
  readonly confidence: string;
}

const HEAD = `# Law that is covered

Generated from the data by \`npm run gen\`. \`tariff-calc measures <id>\` shows the rates and sources of each version.
An additional tariff that is not in this table is not charged; base duties and fees stand elsewhere in the data. Confidence is how sure the reading of the law is, as its file says.

| Measure | What it is | From | Until | Versions | Headings | Acts | Confidence | Checked on |
| --- | --- | --- | --- | ---: | --- | ---: | --- | --- |
`;

/** A page with a row a measure; `file` is the generated file of all of them. */
export function coveragePage(file: string): string {
  const { measures } = JSON.parse(file) as { readonly measures: readonly Measure[] };
  return `${HEAD}${measures.map(row).join("\n")}\n\n${measures.length} measures.\n`;
}

function row({ id, title, versions, checkedOn, confidence }: Measure): string {
  const from = versions.map((version) => version.from).sort()[0] ?? "";
  const ends = versions.map(({ until }) => until);
  const until = ends.includes(null) ? "in force" : (ends.map(String).sort().at(-1) ?? "");
  const headings = [...new Set(versions.flatMap(({ heading }) => heading ?? []))].join(", ");
  const acts = new Set(versions.flatMap(({ sources }) => sources.map(({ cite }) => cite))).size;
  const cells = [`\`${id}\``, title, from, until, versions.length, headings, acts, confidence, checkedOn];
  return `| ${cells.map((cell) => String(cell).replaceAll("|", "\\|")).join(" | ")} |`;
}
