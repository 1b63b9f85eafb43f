import { useCallback, useMemo } from 'react';
import type { NamedClient } from '../../clients/named-client.ts';
import type { OpenRecording } from '../../lib/opened-recording.ts';
import { TIMELINE } from '../../texts/timeline.ts';

/** Whose row it is, as far as a row shows it. */
export interface RowClient {
  readonly name: string;
  /** Left out for a client that is not in this console: one of a recording, or one that was removed. */
  readonly hue?: number;
  /** The server's address, with the namespace. */
  readonly url?: string;
  /** Of Socket.IO on that server. */
  readonly path?: string;
}

/** Finds a client by its id; one that was removed has a name, too. */
export type FindClient = (id: string) => RowClient;

/** Names clients: those of the console, or those of a recording. */
export function useFindClient(
  clients: readonly NamedClient[],
  recording: OpenRecording | undefined,
): FindClient {
  // A client changes with its connection; its rows must not be drawn again for that.
  const key = JSON.stringify(
    clients.map(({ id, name, hue, link, settings }) => [
      id,
      { name, hue, url: link.url, path: settings.path },
    ]),
  );
  const known = useMemo(
    () =>
      new Map<string, RowClient>(
        recording ? [...recording.clients].map(([id, name]) => [id, { name }]) : JSON.parse(key),
      ),
    [key, recording],
  );
  return useCallback((id) => known.get(id) ?? { name: TIMELINE.removedClientName }, [known]);
}
