/** Bans on imports in words. */
import type { Ban } from "../law/ban.js";

const cited = ({ sources }: Ban): string => sources.map(({ cite }) => cite).join("; ");

/** What may not be imported, since when, and by what act. */
export const banWords = (ban: Ban): string =>
  `barred from importation: ${ban.title}, from ${ban.from} (${cited(ban)})`;

/** The same where it hangs on a fact that is claimed neither way. */
export function openBanWords({ ban, fact }: { readonly ban: Ban; readonly fact: string }): string {
  const contrary = ban.contrary[fact];
  const claims = contrary === undefined ? `claim ${fact}` : `claim ${fact} or ${contrary}`;
  return `barred from importation if ${fact}: ${ban.title}, from ${ban.from} (${cited(ban)}); ${claims}`;
}
