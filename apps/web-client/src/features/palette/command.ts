/** Something that the console can do. */
export interface Command {
  /** Unique among all. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  /** The key that does the same. */
  readonly keys?: string;
  readonly run: () => void;
}

export interface CommandGroup {
  readonly name: string;
  readonly commands: readonly Command[];
}
