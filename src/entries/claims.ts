/** What may be claimed on an entry: preferences, and facts that exemptions and lists ask for. */
import { memoize } from "../compiled/memo.js";
import type { Context } from "../contract/command.js";
import { closest, UserError } from "../contract/errors.js";
import { includesOrigin, type Origin } from "../law/origin.js";
import type { Schedule } from "../law/schedule.js";
import { asks } from "../law/scope.js";

/**
 * A claim that no law asks for changes nothing, so it is a slip of the pen. A preference is open only to some
 * origins; facts and other claims are open to all. @throws {UserError}
 */
export function checkClaims(claims: Iterable<string>, of: readonly Origin[], context: Context): void {
  const known = new Set([...claims].length === 0 ? [] : claimsOfLaw(context));
  for (const claim of claims) {
    if (!known.has(claim)) throw unknownClaim(claim, [...known].sort());
    checkPreference(claim, of, context.schedule());
  }
}

function unknownClaim(claim: string, known: readonly string[]): UserError {
  const near = closest(claim, known);
  return new UserError(`nothing in the law asks for a claim "${claim}"`, {
    where: "--claim",
    hint: near
      ? `did you mean ${near}?`
      : "such as USMCA, aircraft or in-quota; `tariff-calc measures ID` says what a measure asks for",
  });
}

function checkPreference(claim: string, of: readonly Origin[], { agreements }: Schedule): void {
  const agreement = agreements.find((one) => one.claim === claim);
  if (!agreement || of.some((origin) => includesOrigin(agreement.origins, origin))) return;
  throw new UserError(
    `goods of ${of.map(({ name }) => name).join(", ")} cannot claim ${claim}, the ${agreement.title}`,
    {
      where: "--claim",
      hint: `it is open to ${agreement.origins.join(", ")}`,
    },
  );
}

/** Every list of the law is read for it. */
const claimsOfLaw = memoize((context: Context): readonly string[] => {
  const { agreements, measures } = context.schedule();
  const conditions = context
    .lists()
    .flatMap(({ groups }) => groups.flatMap(({ condition }) => condition ?? []));
  return [
    "in-quota",
    ...agreements.map(({ claim }) => claim),
    ...measures.flatMap(({ versions }) => versions.flatMap((version) => asks(version).claims)),
    ...conditions,
  ];
});
