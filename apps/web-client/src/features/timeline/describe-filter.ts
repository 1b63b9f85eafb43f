import type { Filter } from './filter.ts';

/** A filter in words: `sent, message:send, TIMEOUT, "hello"`. */
export function describeFilter({ text, direction, event, client, outcome, violations }: Filter): string {
  const parts = [
    direction !== 'all' && direction,
    event,
    client && 'one client',
    outcome,
    violations && 'violations',
    text.trim() && `"${text.trim()}"`,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : 'everything';
}
