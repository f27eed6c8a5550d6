/** Acts that a court held not to authorize the duties levied under them. */
import type { IsoDate } from "./day.js";

export interface HeldUnlawful {
  /** The act, as measures name it. */
  readonly authority: string;
  /** Day of the ruling. */
  readonly on: IsoDate;
  readonly citation: string;
}
