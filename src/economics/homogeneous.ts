/** One good that buyers do not tell apart by origin, at a world price that the importer does not move. Source: METHODS 2.8. */

export interface HomogeneousMarket {
  /** Quantities before: what is used, and what is made at home. The rest is imported. */
  readonly demanded: number;
  readonly supplied: number;
  /** Elasticities: demand below zero, supply above. */
  readonly demand: number;
  readonly supply: number;
}

/** Import demand elasticity: `null` if nothing is imported. */
export function importElasticity({ demanded, supplied, demand, supply }: HomogeneousMarket): number | null {
  const imported = demanded - supplied;
  return imported > 0 ? (demanded * demand - supplied * supply) / imported : null;
}

/**
 * The tariff, as a fraction, that ends all imports: zero where there are none, `null` where no tariff does, since nothing
 * is made at home or neither side answers a price.
 */
export function prohibitiveTariff({ demanded, supplied, demand, supply }: HomogeneousMarket): number | null {
  if (demanded <= supplied) return 0;
  return supplied === 0 || supply === demand ? null : (demanded / supplied) ** (1 / (supply - demand)) - 1;
}

/** Imports under a tariff on all sources; never below zero. */
export const importsUnder = (
  { demanded, supplied, demand, supply }: HomogeneousMarket,
  tariff: number,
): number => Math.max(0, demanded * (1 + tariff) ** demand - supplied * (1 + tariff) ** supply);
