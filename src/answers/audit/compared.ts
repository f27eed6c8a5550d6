/** A line that can be compared: read, priced, and with what was filed. */
import type { EntryRow } from "../../texts/entry-row.js";
import type { Filed, FiledLayer } from "../../texts/filed.js";
import type { LineDuty } from "../entries/line-duty.js";

/** What is looked at: the goods, what was filed, and what the law makes of them. */
export interface Compared {
  readonly goods: EntryRow;
  readonly filed: Filed;
  readonly duty: LineDuty;
}

/** Filed duty of a line in cents, or `null` if nothing was filed. */
export const filedDuty = ({ duty, layers }: Filed): number | null => duty ?? (layers && sumOf(layers));

export const sumOf = (layers: readonly FiledLayer[]): number =>
  layers.reduce((sum, { duty }) => sum + duty, 0);
