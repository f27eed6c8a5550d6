/** What a case of the benchmark is. One file a family of cases; `families.ts` lists them. */

/** What one run of a case took. */
export interface Run {
  /** Wall time of the whole process. */
  readonly seconds: number;
  /** Most memory the process held, in MB of 10^6 bytes; `null` if it was not watched. */
  readonly peakMegabytes: number | null;
}

export interface Case {
  readonly name: string;
  /** Runs the build of tariff-calc that is under `root`; a yardstick runs none. */
  run(root: string): Promise<Run>;
  /** Runs no build of tariff-calc: another build makes no difference to it. */
  readonly yardstick?: true;
  /** Name of the case of the same family that it is measured beside; `null` for a yardstick. */
  readonly beside: string | null;
  /** The most it may take, in times of that case. */
  readonly mostTimes?: number;
  /** The most memory it may hold, in MB. */
  readonly mostMegabytes?: number;
  /** Rows it goes through, for cases that have any. */
  readonly rows?: number;
}

/** Cases that are run in turn, A B A B, so that a machine whose speed drifts slows all of them alike. */
export interface Family {
  readonly cases: readonly Case[];
  /** Runs before those that count. */
  readonly warmUps: number;
  readonly runs: number;
}

/** Makes a family ready: files that its cases read go in `folder`, which is removed afterwards. */
export type OpenFamily = (asked: { readonly rows: number; readonly folder: string }) => Promise<Family>;
