/** Shades of a map drawn in characters, in colour where there is one: the characters say the same without. */
import type { ChalkInstance } from "chalk";

const RUNS = /░+|▒+|▓+|█+/g;
const INKS = { "░": "blue", "▒": "cyan", "▓": "yellow", "█": "red" } as const;

/** The same text with each run of a shade in the colour of the shade. */
export const shaded = (line: string, ink: ChalkInstance): string =>
  line.replace(RUNS, (run) => ink[INKS[run[0] as keyof typeof INKS]](run));
