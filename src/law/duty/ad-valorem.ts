import { owed } from "../units.js";
import type { AdValorem, Charge, Charged } from "./duty.js";

/** A share of the value charged. Source: 19 USC 1503 (dutiable value is the customs value). */
export const adValorem = ({ rate }: AdValorem, { value }: Charged): Charge => ({ duty: owed(value, rate) });
