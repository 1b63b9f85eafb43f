/** One thing done to a value that may make it wrong. */
export interface Fault {
  /** In two or three words; of those with the same words at the same place one is enough. */
  readonly what: string;
  readonly wrong: string;
  /** What stands in the value's place. */
  readonly value: unknown;
}

/** Longer lists and texts than this are not made. */
export const MAX_MADE = 100_000;
