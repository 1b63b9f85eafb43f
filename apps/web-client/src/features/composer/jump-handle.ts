/** An editor that can bring the user to a place in the draft. */
export interface JumpHandle {
  /** Focuses the value at `path`, or the nearest one around it. */
  jump(path: readonly (string | number)[]): void;
}
