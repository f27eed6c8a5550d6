/** On which law and assumptions the rates of levers were priced, and how far the sums are known. */
import { lawNotes } from "../scenario-words.js";
import type { Plane } from "./plane.js";

export const pricedNotes = ({ corner: { run, atLeast, assumed } }: Plane): string[] => [
  ...lawNotes(run).map((note) => `Law: ${note}`),
  ...(assumed.length > 0
    ? [`Assumed: ${assumed.join("; ")}. \`scenario\` says how many dollars rest on each.`]
    : []),
  ...(atLeast ? ["Duties are lower bounds: part of the goods have duties that cannot be computed."] : []),
];
