/** How often caches miss, by policy and size. */
export interface MissRatioCurves {
  /** What was asked for, for people: a file's name, or `quickstart, 1,000,000 requests drawn`. */
  readonly stream: string;
  /** Reads, and different keys that they asked for. */
  readonly requests: number;
  readonly distinct: number;
  /** Requests that were no reads, which were left out. */
  readonly leftOut: number;
  /** Entries, rising. */
  readonly sizes: readonly number[];
  readonly curves: readonly MissRatioCurve[];
  /** Undefined: every request was taken. */
  readonly sampling:
    | {
        /** The share (0–1) of keys that was looked at, in each of so many samples. */
        readonly ratio: number;
        readonly samples: number;
        /** How many keys the smallest of them had. */
        readonly leastKeys: number;
      }
    | undefined;
}

export interface MissRatioCurve {
  readonly name: string;
  /** In the order of the sizes, 0–1. */
  readonly missRatios: readonly number[];
  /** Of samples, by how much the mean may be off, half of a 95 % interval; undefined where every request was taken. */
  readonly errors: readonly number[] | undefined;
}

/** The share (0–1) of requests that no cache can answer, because each key is asked for a first time. */
export const compulsoryMissRatio = ({ distinct, requests }: MissRatioCurves): number => distinct / requests;
