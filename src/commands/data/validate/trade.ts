/** Whether figures of trade are whole: columns of one length, sums that are the sums of their parts. */
import type { Context, DataFiles } from "../../../contract/command.js";
import { error, type Problem, warning } from "../../../contract/errors.js";
import { isOutsideTariffBase } from "../../../law/hts.js";
import type { Flow } from "../../../trade/flow.js";

const FLOWS = "flows";

/** Problems of flows and of tables by chapter. */
export function tradeProblems(context: Context, data: DataFiles): Problem[] {
  const names = data.names(FLOWS);
  return [
    ...names.flatMap((name) => flowProblems(name, data.json(name), context)),
    ...partitionProblems(names, data),
    ...data.names("trade").flatMap((name) => chapterProblems(name, data)),
  ];
}

const flowProblems = (name: string, flow: Flow, context: Context): Problem[] => [
  ...(context.schedule().origins.has(flow.origin)
    ? []
    : [error("origin", name, "origin", `there is no origin ${flow.origin}`, "add it to origins.json")]),
  ...columnProblems(name, flow),
  ...numberProblems(name, flow, context),
];

/** Columns of unequal length, and numbers that are not in order. */
function columnProblems(name: string, { hts, value, duty }: Flow): Problem[] {
  const unequal = value.length !== hts.length || duty.length !== hts.length;
  const row = hts.findIndex((code, at) => at > 0 && code <= (hts[at - 1] ?? ""));
  const lengths = `${hts.length} numbers, ${value.length} values, ${duty.length} duties`;
  return [
    ...(unequal
      ? [
          error(
            "sum",
            name,
            "value",
            `the columns differ in length: ${lengths}`,
            "each number has one value and one duty",
          ),
        ]
      : []),
    ...(row >= 0
      ? [
          error(
            "order",
            name,
            `hts[${row}]`,
            `${hts[row]} does not come after ${hts[row - 1]}`,
            "sort the numbers, each once",
          ),
        ]
      : []),
  ];
}

function numberProblems(name: string, { hts, dated }: Flow, context: Context): Problem[] {
  const { base } = context.schedule();
  const never = new Set(dated.flatMap(([row, from]) => (from === null ? [row] : [])));
  const unknown = hts.filter(
    (code, row) => !never.has(row) && !isOutsideTariffBase(code) && !base.everHad(code),
  );
  return unknown.map((code) =>
    warning(
      "unknown-code",
      name,
      "hts",
      `no edition of the tariff has ${code}`,
      "check the digits, or name its row in dated with null, null",
    ),
  );
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** What the files of a dataset add up to, beside what the dataset says. */
function partitionProblems(names: readonly `flows/${string}`[], data: DataFiles): Problem[] {
  const { datasets } = data.json("datasets.json");
  return datasets.flatMap(({ id, ...whole }, index) => {
    const flows = names.filter((name) => name.startsWith(`${FLOWS}/${id}/`)).map((name) => data.json(name));
    if (flows.length === 0)
      return [
        error(
          "sum",
          "datasets.json",
          `datasets[${index}].id`,
          `there are no flows ${id}`,
          `add files under flows/${id}`,
        ),
      ];
    return (["value", "duty"] as const).flatMap((column) => {
      const found = sum(flows.map((flow) => sum(flow[column])));
      return found === whole[column]
        ? []
        : [
            error(
              "sum",
              "datasets.json",
              `datasets[${index}].${column}`,
              `the files of ${id} add up to ${found}; expected ${whole[column]}`,
              "a partner is missing, counted twice or changed; mend its file, or the total if that is wrong",
            ),
          ];
    });
  });
}

/** Rows of another length than the chapters. */
function chapterProblems(name: `trade/${string}`, data: DataFiles): Problem[] {
  const { chapters, partners } = data.json(name);
  return Object.entries(partners)
    .filter(([, row]) => row.length !== chapters.length)
    .map(([partner, row]) =>
      error(
        "sum",
        name,
        `partners.${partner}`,
        `it has ${row.length} figures for ${chapters.length} chapters`,
        "one figure a chapter; 0 for none",
      ),
    );
}
