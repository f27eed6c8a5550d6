/** Places in a file of an overlay, where checks know them in the file that it was joined into. */
import type { DataFiles } from "../../answers/data/world.js";
import { KEYED } from "./merge.js";

/** `levers[14].measures` of all levers as `levers[0].measures` of the file that has the lever. */
export function ownPlace(name: string, place: string, joined: DataFiles, own: unknown): string {
  const keyed = KEYED[name];
  const [whole, index = ""] = /^[^.[]+\[(\d+)\]/.exec(place) ?? [];
  if (keyed === undefined || whole === undefined) return place;
  const [list, key] = keyed;
  type Items = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
  const wanted = joined.json<Items>(name)[list]?.[Number(index)]?.[key];
  const at = (own as Items | undefined)?.[list]?.findIndex((item) => item[key] === wanted) ?? -1;
  return at < 0 ? place : `${list}[${at}]${place.slice(whole.length)}`;
}
