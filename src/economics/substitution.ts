/** Estimates of how readily buyers change source, made comparable. Source: METHODS 0. */

/**
 * What an estimate is of. `substitution`: of demand between sources. `tariff`: of import value before duty in the tax
 * factor, below zero. `shares`: the theta of Eaton and Kortum and of Caliendo and Parro, on shares at buyers' prices.
 */
export type EstimateKind = "substitution" | "tariff" | "shares";

/** The elasticity of substitution, above zero, that an estimate stands for. */
export function substitutionOf(kind: EstimateKind, estimate: number): number {
  switch (kind) {
    case "substitution":
      return estimate;
    case "tariff":
      return -estimate;
    case "shares":
      return 1 + estimate;
  }
}
