import { type PollingMembers, pollingOf } from '../private-members.ts';
import type { Connection } from '../socket-server.ts';

const SEPARATOR = '\u001e';

/** Gives a polling session to `onFlood` that sends more than so many packets in one request, before Engine.IO decodes them all. */
export function limitPackets(
  connection: Connection,
  most: number,
  onFlood: (connection: Connection) => void,
): void {
  const polling = pollingOf(connection);
  if (!polling) return;
  const { onData } = polling;
  polling.onData = function (this: PollingMembers, data): void {
    if (hasMore(data, most)) onFlood(connection);
    else onData.call(this, data);
  };
}

function hasMore(data: string, most: number): boolean {
  let at = -1;
  for (let packets = 1; packets <= most; packets++) {
    at = data.indexOf(SEPARATOR, at + 1);
    if (at < 0) return false;
  }
  return true;
}
