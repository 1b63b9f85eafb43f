import { useCallback, useMemo } from 'react';
import type { Recording } from '../../lib/exchange/recording.ts';
import type { NamedClient } from '../../lib/named-clients.ts';

/** Whose row it is, as far as a row shows it. */
export interface RowClient {
  readonly name: string;
  /** Left out for a client that is only in a recording. */
  readonly hue?: number;
}

/** Finds a client by its id; one that was removed has a name, too. */
export type FindClient = (id: string) => RowClient;

/** Names clients: those of the console, or those of a recording. */
export function useFindClient(clients: readonly NamedClient[], recording: Recording | undefined): FindClient {
  // A client changes with every step of its connection; its rows must not be drawn again for that.
  const key = clients.map(({ id, name, hue }) => `${id} ${hue} ${name}`).join('\n');
  const known = useMemo((): ReadonlyMap<string, RowClient> => {
    if (recording) return new Map([...recording.clients].map(([id, name]) => [id, { name }]));
    return new Map(key.split('\n').map((line) => toClient(line)));
  }, [key, recording]);
  return useCallback((id) => known.get(id) ?? REMOVED, [known]);
}

const REMOVED: RowClient = { name: 'removed client' };

function toClient(line: string): [id: string, client: RowClient] {
  const [id = '', hue = '', ...name] = line.split(' ');
  return [id, { name: name.join(' '), hue: Number(hue) }];
}
