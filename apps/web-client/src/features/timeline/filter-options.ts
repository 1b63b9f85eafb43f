import { ERROR_MESSAGES, type EventSpec } from '@switchboard/contract';
import { contract } from '@switchboard/events';
import type { Direction } from './filter.ts';

interface Option {
  readonly value: string;
  readonly label: string;
}

interface OptionGroup {
  readonly group: string;
  readonly items: string[];
}

export const DIRECTION_OPTIONS: readonly { value: Direction; label: string }[] = [
  { value: 'all', label: 'Both ways' },
  { value: 'sent', label: 'Sent' },
  { value: 'received', label: 'Received' },
  { value: 'connection', label: 'Connection' },
];

const SENT = Object.keys(contract.clientEventMap);
const RECEIVED = Object.keys(contract.serverEventMap);

/** Every event to filter by: those of the contract, and those that were seen without being in it. */
export function eventOptions(seen: readonly string[]): (Option | OptionGroup)[] {
  const known = new Set([...SENT, ...RECEIVED]);
  const strangers = [...new Set(seen)].filter((name) => name !== '' && !known.has(name)).sort();
  return [
    { value: '', label: 'All events' },
    { group: 'You send', items: SENT },
    { group: 'You receive', items: RECEIVED },
    ...(strangers.length > 0 ? [{ group: 'Not in the contract', items: strangers }] : []),
  ];
}

const DECLARED = Object.values<EventSpec>(contract.clientEventMap).flatMap(({ errors = {} }) =>
  Object.keys(errors),
);
const CODES = [...Object.keys(ERROR_MESSAGES), ...DECLARED].filter(
  (code, index, all) => all.indexOf(code) === index,
);

/** Every way a call may end. `current` is among them even if no contract knows it. */
export function outcomeOptions(current: string): (Option | OptionGroup)[] {
  const ways = [
    { value: '', label: 'Any outcome' },
    { value: 'ok', label: 'OK' },
    { value: 'error', label: 'Any error' },
    { value: 'none', label: 'No reply yet' },
  ];
  const isKnown = ways.some(({ value }) => value === current) || CODES.includes(current);
  return [...ways, { group: 'Errors', items: isKnown ? CODES : [...CODES, current] }];
}
