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

/** The commands that have every word of the query, in their label, description or group; those with it in the label first. */
export function filterCommands(groups: readonly CommandGroup[], query: string): CommandGroup[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const has = (text: string): boolean => words.every((word) => text.toLowerCase().includes(word));
  const rank = ({ label }: Command): number => (has(label) ? 0 : 1);
  return groups
    .map(({ name, commands }) => ({
      name,
      commands: commands
        .filter(({ label, description = '' }) => has(`${label} ${description} ${name}`))
        .toSorted((one, other) => rank(one) - rank(other)),
    }))
    .filter(({ commands }) => commands.length > 0)
    .sort(({ commands: [one] }, { commands: [other] }) => (one && other ? rank(one) - rank(other) : 0));
}
