/** The shape of a file of figures of an exporting country. */

/** A figure as its publisher has it. */
export interface ExposureFigure {
  readonly id: string;
  /** A decimal, such as `59.3e9`. */
  readonly value: string;
  readonly unit: string;
  readonly period: string;
  readonly what: string;
  readonly source: string;
  readonly confidence: "high" | "medium" | "low";
  readonly note?: string | undefined;
}

export interface ExposureText {
  readonly country: string;
  readonly title: string;
  readonly currency: string;
  /** Ids of the sectors whose exports are at stake, and what they are called together. */
  readonly sectors: readonly string[];
  readonly sectorTitle: string;
  readonly figures: readonly ExposureFigure[];
  readonly contested: readonly {
    readonly figure: string;
    readonly readings: readonly string[];
    readonly why: string;
  }[];
}
