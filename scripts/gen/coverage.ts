/** docs/coverage.md: which law the program holds, from the measures themselves. */
import { lastDayIn } from "../../src/contract/text.js";

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

interface Condition {
  readonly id: string;
  readonly title: string;
  readonly kind: "fact" | "right";
  readonly citation: string;
  readonly presumes?: { readonly value: string; readonly citation?: string };
}

const CONDITIONS = `## Facts and rights

What the law asks of goods beside number, origin and day. A fact is so, stated or not; a right counts once it is claimed.
\`tariff-calc claims\` has the words of each.

| Word | Kind | Presumed | By | Asked by |
| --- | --- | --- | --- | --- |
`;

const HEAD = `# Law that is covered

Generated from the data by \`npm run gen\`. \`tariff-calc measures <id>\` shows the rates and sources of each version.
An additional tariff that is not in this table is not charged; base duties and fees stand elsewhere in the data. Confidence is how sure the reading of the law is, as its file says.

| Measure | What it is | From | To | Versions | Headings | Acts | Confidence | Checked on |
| --- | --- | --- | --- | ---: | --- | ---: | --- | --- |
`;

/** A page with a row a measure, and a fact or right; `file` is the generated file of all measures. */
export function coveragePage(file: string, conditionsFile: string): string {
  const { measures } = JSON.parse(file) as { readonly measures: readonly Measure[] };
  const { claims } = JSON.parse(conditionsFile) as { readonly claims: readonly Condition[] };
  const facts = claims.filter(({ kind }) => kind === "fact");
  const presumed = facts.filter(({ presumes }) => presumes && presumes.value !== "none");
  const counts = `${facts.length} facts, ${presumed.length} with a presumption and ${facts.length - presumed.length} without; ${claims.length - facts.length} rights.`;
  return `${HEAD}${measures.map(row).join("\n")}\n\n${measures.length} measures.\n\n${CONDITIONS}${claims.map(conditionRow).join("\n")}\n\n${counts}\n`;
}

const conditionRow = ({ id, kind, presumes, citation }: Condition): string =>
  `| \`${id}\` | ${kind} | ${presumes ? presumes.value : ""} | ${presumes?.citation ?? ""} | ${citation} |`;

function row({ id, title, versions, checkedOn, confidence }: Measure): string {
  const from = versions.map((version) => version.from).sort()[0] ?? "";
  const ends = versions.map(({ until }) => until);
  const to = ends.includes(null) ? "in force" : lastDayIn(ends.map(String).sort().at(-1) ?? "");
  const headings = [...new Set(versions.flatMap(({ heading }) => heading ?? []))].join(", ");
  const acts = new Set(versions.flatMap(({ sources }) => sources.map(({ cite }) => cite))).size;
  const cells = [`\`${id}\``, title, from, to, versions.length, headings, acts, confidence, checkedOn];
  return `| ${cells.map((cell) => String(cell).replaceAll("|", "\\|")).join(" | ")} |`;
}
