/** Where the metal of goods was melted, smelted or cast, and what the law makes of it. */

/** Countries in which steel was melted and poured, and aluminum smelted and last cast; two letters each. */
export interface MetalOrigin {
  readonly melt?: string;
  readonly smelt?: string;
  readonly cast?: string;
}

/** A claim that follows where every fact named is one of these countries. */
export interface FactRule {
  readonly claim: string;
  readonly when: Readonly<Partial<Record<keyof MetalOrigin, readonly string[]>>>;
}

/** Claims that follow from facts. What is not stated makes no claim. Source: HTSUS ch. 99, subch. III, notes 16, 19. */
export const claimsFrom = (facts: MetalOrigin, rules: readonly FactRule[]): string[] =>
  rules.filter(({ when }) => meets(facts, when)).map(({ claim }) => claim);

const meets = (facts: MetalOrigin, when: FactRule["when"]): boolean =>
  (["melt", "smelt", "cast"] as const).every((fact) => when[fact]?.includes(facts[fact] ?? "") ?? true);
