/** The share of new duty that is not collected. */
import type { Compliance } from "../domain/compliance.js";
import type { Reader } from "./reader.js";
import type { TypicalCollection } from "./schema/economics.js";

export function complianceOf(reader: Reader): Compliance {
  const { value, low, high } = reader.json<TypicalCollection>("economics/collection.json").uncollected;
  return { share: String(value), low: String(low), high: String(high) };
}
