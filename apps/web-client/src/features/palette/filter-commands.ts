import type { CommandGroup } from './command.ts';

/** The commands that have every word of the query, in their label, description or group; those with it in the label first. */
export function filterCommands(groups: readonly CommandGroup[], query: string): CommandGroup[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const has = (text: string): boolean => words.every((word) => text.toLowerCase().includes(word));
  const found = groups.map(({ name, commands }) => {
    const fitting = commands.filter(({ label, description = '' }) => has(`${label} ${description} ${name}`));
    const byLabel = fitting.filter(({ label }) => has(label));
    return {
      name,
      commands: [...byLabel, ...fitting.filter((command) => !byLabel.includes(command))],
      byLabel,
    };
  });
  return found
    .filter(({ commands }) => commands.length > 0)
    .sort((one, other) => Number(other.byLabel.length > 0) - Number(one.byLabel.length > 0))
    .map(({ name, commands }) => ({ name, commands }));
}
