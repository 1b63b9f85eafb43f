import { type EventSpec, toJson } from '@switchboard/contract';
import { contract } from '@switchboard/events';
import type { CopyableMessage } from '../../../lib/copy-as.ts';
import type { Row } from '../rows.ts';

/** The row's message as it may be copied; `undefined` for a reply and for a change of the connection. */
export function messageOf({ kind, entry }: Row): CopyableMessage | undefined {
  if (kind === 'answer' || entry.kind === 'state') return undefined;
  const { event, payload } = entry;
  const specs: Readonly<Record<string, EventSpec>> =
    entry.kind === 'event' ? contract.serverEventMap : contract.clientEventMap;
  const spec = Object.hasOwn(specs, event) ? specs[event] : undefined;
  return { event, payload: payload === null ? undefined : toJson(payload), spec };
}
