import type { NamedClient } from '../../lib/named-clients.ts';
import type { Arrow } from './arrows.ts';

export interface ArrowWords {
  readonly from: string;
  readonly to: string;
  /** What it is: `calls`, `sends`, `reply ok`, `reply FORBIDDEN`, `event`. */
  readonly what: string;
}

/** An arrow in words, for the table and for those who do not see it. */
export function arrowWords(arrow: Arrow, clients: readonly NamedClient[]): ArrowWords {
  const name = nameOf(clients);
  switch (arrow.kind) {
    case 'call':
    case 'send':
      return { from: name(arrow.entry.clientId), to: 'Server', what: arrow.kind };
    case 'reply': {
      const { reply } = arrow.answer;
      return {
        from: 'Server',
        to: name(arrow.entry.clientId),
        what: `reply ${reply.ok ? 'ok' : reply.error.code}`,
      };
    }
    case 'event':
      return {
        from: 'Server',
        to: arrow.fanOut.received.map(({ clientId }) => name(clientId)).join(', '),
        what: 'event',
      };
  }
}

/** The name of a client by its id. */
export function nameOf(clients: readonly NamedClient[]): (clientId: string) => string {
  return (clientId) => clients.find(({ id }) => id === clientId)?.name ?? 'removed client';
}
