/** Steps of an argument as a table: what, how much, of which kind, from where. */
import { grouped } from "../../numbers.js";
import type { Cell, Column } from "../../report.js";
import type { Step } from "./steps.js";

export const STEP_COLUMNS: readonly Column[] = [
  { key: "id", title: "Step", kind: "text", drop: 4 },
  { key: "what", title: "What", kind: "text", drop: 0 },
  { key: "shown", title: "Amount", kind: "text", drop: 0, tableOnly: true },
  { key: "value", title: "Value", kind: "text", drop: 0, machineOnly: true },
  { key: "unit", title: "Unit", kind: "text", drop: 0 },
  { key: "basis", title: "Basis", kind: "text", drop: 0 },
  { key: "from", title: "From", kind: "text", drop: 3 },
];

/** A step as a row under `STEP_COLUMNS`. */
export const stepCells = (step: Step): Cell[] => [
  ...[step.id, step.what, shown(step), step.value.toFixed()],
  ...[step.unit, step.basis, step.from],
];

const MOST_PLACES = 4;
/** Shares in per cent, large numbers in groups. */
const shown = ({ value, unit }: Step): string =>
  unit === "fraction"
    ? `${value.times(100).toFixed(2)} %`
    : grouped(value.toDecimalPlaces(value.abs().gt(1000) ? 0 : MOST_PLACES).toFixed());
