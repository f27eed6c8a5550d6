/** The arithmetic of what a country has at stake, step by step. Source: METHODS 3.3, 4. */
import type { Cell, Column } from "../../contract/report.js";
import { grouped } from "../../contract/text.js";
import type { ExposureFigure, ExposureText } from "../../data/shapes/economics.js";
import { type Decimal, decimal } from "../../law/units.js";

/** What a line rests on. */
type Basis = "figure" | "arithmetic" | "law" | "model";

export interface Step {
  readonly id: string;
  readonly what: string;
  readonly value: Decimal;
  readonly unit: string;
  /** A fraction that a rate moved by: in points to people, not in per cent. */
  readonly isChange?: true;
  readonly basis: Basis;
  /** How it is worked out, or where it is from. */
  readonly from: string;
}

/** The figures themselves, as published. */
export const figureSteps = ({ figures }: ExposureText): Step[] =>
  figures.map(({ id, what, value, unit, period, source, confidence, note }) => ({
    id,
    what,
    value: decimal(value),
    unit,
    basis: "figure",
    from: `${source}, ${period}, confidence ${confidence}${note ? `; ${note}` : ""}`,
  }));

interface Derived {
  readonly id: string;
  readonly what: string;
  readonly of: readonly [string, string];
  readonly sign: "×" | "/";
  readonly unit: string;
}

const derivedOf = ({ currency, sectorTitle }: ExposureText): readonly Derived[] => [
  {
    id: "exchange_rate",
    what: "exchange rate implied",
    of: ["surplus_local", "surplus_usd"],
    sign: "/",
    unit: `${currency} per USD`,
  },
  {
    id: "sector_surplus",
    what: `surplus in ${sectorTitle}`,
    of: ["sector_share_of_surplus", "surplus_local"],
    sign: "×",
    unit: currency,
  },
  {
    id: "sector_surplus_month",
    what: "the same, that month",
    of: ["sector_share_of_surplus_month", "surplus_month_local"],
    sign: "×",
    unit: currency,
  },
  {
    id: "share_of_exports",
    what: "exports that go to the US",
    of: ["exports_to_us", "exports_total"],
    sign: "/",
    unit: "fraction",
  },
  {
    id: "share_of_shipments",
    what: "shipments that go to the US",
    of: ["sector_exports_to_us", "sector_shipments"],
    sign: "/",
    unit: "fraction",
  },
  {
    id: "jobs_exposed_narrow",
    what: "jobs behind exports, narrow",
    of: ["jobs_narrow", "share_of_shipments"],
    sign: "×",
    unit: "persons",
  },
  {
    id: "jobs_exposed_broad",
    what: "jobs behind exports, broad",
    of: ["jobs_broad", "share_of_shipments"],
    sign: "×",
    unit: "persons",
  },
];

/** What follows from the figures; a step whose figures are not there is left out. */
export function derivedSteps(text: ExposureText): Step[] {
  const known = new Map(
    text.figures.map((figure: ExposureFigure) => [
      figure.id,
      { value: decimal(figure.value), period: figure.period },
    ]),
  );
  return derivedOf(text).flatMap(({ id, what, of, sign, unit }): Step[] => {
    const [a, b] = of.map((name) => known.get(name));
    if (!a || !b || (sign === "/" && b.value.isZero())) return [];
    const value = sign === "×" ? a.value.times(b.value) : a.value.div(b.value);
    known.set(id, { value, period: a.period });
    const years = a.period === b.period ? "" : `; the years differ: ${a.period} and ${b.period}`;
    return [{ id, what, value, unit, basis: "arithmetic", from: `${of[0]} ${sign} ${of[1]}${years}` }];
  });
}

export const STEP_COLUMNS: readonly Column[] = [
  { key: "id", title: "Step", kind: "text", drop: 4 },
  { key: "what", title: "What", kind: "text", drop: 0 },
  { key: "shown", title: "Amount", kind: "text", drop: 0, tableOnly: true },
  { key: "value", title: "Value", kind: "text", drop: 0, machineOnly: true },
  { key: "shown_unit", title: "Unit", kind: "text", drop: 0, tableOnly: true },
  { key: "unit", title: "Unit", kind: "text", drop: 0, machineOnly: true },
  { key: "basis", title: "Basis", kind: "text", drop: 0 },
  { key: "from", title: "From", kind: "text", drop: 3 },
];

/** A step as a row under `STEP_COLUMNS`. */
export const stepCells = (step: Step): Cell[] => [
  ...[step.id, step.what, shown(step), step.value.toFixed()],
  ...[step.isChange ? "pp" : step.unit === "fraction" ? "" : step.unit, step.unit, step.basis, step.from],
];

const MOST_PLACES = 4;
/** Shares in per cent, large numbers in groups. */
const shown = ({ value, unit, isChange }: Step): string =>
  unit === "fraction"
    ? `${value.times(100).toFixed(2)}${isChange ? "" : "%"}`
    : unit === "USD" && value.abs().lt(1000)
      ? value.toFixed(2)
      : grouped(value.toDecimalPlaces(value.abs().gt(1000) ? 0 : MOST_PLACES).toFixed());
