import { TIMELINE } from '../../texts/timeline.ts';

/** What of the log is shown: all that every part asks for. Plain JSON, so that it can be kept and shared. */
export interface Filter {
  /** What must be in the name, the payload or the reply, as `parseQuery` reads it. */
  readonly text: string;
  readonly direction: Direction;
  /** The one event to show; empty for all. */
  readonly event: string;
  /** The id of the one client to show; empty for all. */
  readonly client: string;
  /** How calls ended: `ok`, `error` for any error, `none` for no reply yet, or an error's code; empty for everything. */
  readonly outcome: string;
  /** Only what breaks the contract. */
  readonly violations: boolean;
}

export const DIRECTIONS = ['all', 'sent', 'received', 'connection'] as const;
export type Direction = (typeof DIRECTIONS)[number];

export const EVERYTHING: Filter = {
  text: '',
  direction: 'all',
  event: '',
  client: '',
  outcome: '',
  violations: false,
};

/** Reads a filter out of anything, such as a link or what was stored by an older console: what makes no sense is left out. */
export function parseFilter(value: unknown): Filter {
  const text = (key: keyof Filter): string => {
    const part: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
    return typeof part === 'string' ? part : '';
  };
  return {
    text: text('text'),
    direction: DIRECTIONS.find((direction) => direction === text('direction')) ?? 'all',
    event: text('event'),
    client: text('client'),
    outcome: text('outcome'),
    violations: typeof value === 'object' && value !== null && Reflect.get(value, 'violations') === true,
  };
}

/** Whether the filter shows everything. */
export function isEverything(filter: Filter): boolean {
  return (
    filter.text.trim() === '' &&
    filter.direction === 'all' &&
    !filter.event &&
    !filter.client &&
    !filter.outcome &&
    !filter.violations
  );
}

/** A filter in words: `sent, message:send, TIMEOUT, "hello"`. */
export function describeFilter({ text, direction, event, client, outcome, violations }: Filter): string {
  const parts = [
    direction !== 'all' && direction,
    event,
    client && TIMELINE.oneClient,
    outcome,
    violations && TIMELINE.onlyViolations,
    text.trim() && `"${text.trim()}"`,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : TIMELINE.everything;
}
