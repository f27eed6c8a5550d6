/** What is wrong with a data file, and where. */
export interface Problem {
  readonly level: "error" | "warning";
  /** File inside the data folder. */
  readonly file: string;
  /** Place in it, such as `versions[1].until`. */
  readonly place: string;
  readonly message: string;
}

export const error = (file: string, place: string, message: string): Problem => ({
  level: "error",
  file,
  place,
  message,
});
export const warning = (file: string, place: string, message: string): Problem => ({
  level: "warning",
  file,
  place,
  message,
});
