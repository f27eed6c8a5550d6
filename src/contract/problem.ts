/** What is wrong with a data file, where, and how to mend it. */
export interface Problem {
  readonly level: "error" | "warning";
  /** The check that found it, such as `overlap`; stable, for programs. */
  readonly check: string;
  /** File inside the data folder. */
  readonly file: string;
  /** Place in it, such as `versions[1].until`. */
  readonly place: string;
  /** Line of the place, from 1, once it has been looked up. */
  readonly line?: number;
  readonly message: string;
  /** What to do about it. */
  readonly mend: string | undefined;
}

type Say = (check: string, file: string, place: string, message: string, mend?: string) => Problem;

const say =
  (level: Problem["level"]): Say =>
  (check, file, place, message, mend) => ({ level, check, file, place, message, mend });

export const error: Say = say("error");
export const warning: Say = say("warning");

/** The file of a measure inside a data folder. */
export const fileOf = ({ id }: { readonly id: string }): string => `schedule/measures/${id}.json`;
