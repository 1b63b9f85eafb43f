import { expect, it } from 'vitest';
import { type CommandGroup, filterCommands } from './palette.tsx';

const run = (): void => undefined;
const groups: CommandGroup[] = [
  { name: 'Send', commands: [{ id: '1', label: 'message:send', description: 'Post to a room', run }] },
  {
    name: 'Clients',
    commands: [
      { id: '2', label: 'Switch to Alice', run },
      { id: '3', label: 'Room sizes', description: 'Reset', run },
    ],
  },
];

const labels = (query: string): string[] =>
  filterCommands(groups, query).flatMap(({ commands }) => commands.map(({ label }) => label));

it('finds what has every word, wherever it has it', () => {
  expect(labels('')).toEqual(['message:send', 'Switch to Alice', 'Room sizes']);
  expect(labels('ALICE switch')).toEqual(['Switch to Alice']);
  expect(labels('clients reset')).toEqual(['Room sizes']);
  expect(labels('nothing like it')).toEqual([]);
});

it('puts first what is called so', () => {
  expect(labels('room')).toEqual(['Room sizes', 'message:send']);
});
