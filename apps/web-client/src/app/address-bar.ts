import type { Selection } from '../lib/selection.ts';

/** What the address of the page names. */
export interface Address {
  readonly selection?: Selection;
  /** The id of the panel on the right. */
  readonly sideTab?: string;
}

const QUERY = { event: 'event', direction: 'direction', panel: 'panel' };

/** Reads `?event=message:send&panel=charts`: `direction=receive` for an event of the server, no name for the custom event. */
export function readAddress({ search, hash }: Pick<Location, 'search' | 'hash'>): Address {
  // A shared link says it all, and what it replaces can be brought back.
  if (hash.length > 1) return {};
  const query = new URLSearchParams(search);
  const event = query.get(QUERY.event);
  const sideTab = query.get(QUERY.panel);
  const direction = query.get(QUERY.direction) === 'receive' ? 'receive' : 'send';
  return {
    ...(event !== null && {
      selection: event === '' ? { kind: 'custom' } : { kind: 'event', direction, event },
    }),
    ...(sideTab !== null && { sideTab }),
  };
}

/** The query that names what is shown; everything else in it stays. */
export function writeAddress(search: string, { selection, sideTab }: Required<Address>): string {
  const query = new URLSearchParams(search);
  for (const name of Object.values(QUERY)) query.delete(name);
  if (selection.kind === 'custom') query.set(QUERY.event, '');
  if (selection.kind === 'event') query.set(QUERY.event, selection.event);
  if (selection.kind === 'event' && selection.direction === 'receive') query.set(QUERY.direction, 'receive');
  query.set(QUERY.panel, sideTab);
  // Names of events are read by people.
  return `?${query.toString().replaceAll('%3A', ':')}`;
}
