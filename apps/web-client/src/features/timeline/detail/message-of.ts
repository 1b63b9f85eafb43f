import { toJson } from '@switchboard/contract';
import type { CopyableMessage } from '../../../lib/copy-as.ts';
import { clientSpec, serverSpec } from '../../../lib/spec-of.ts';
import type { Row } from '../rows.ts';

/** The row's message as it may be copied; `undefined` for a reply and for a change of the connection. */
export function messageOf({ kind, entry }: Row): CopyableMessage | undefined {
  if (kind === 'answer' || entry.kind === 'state') return undefined;
  const { event, payload } = entry;
  const spec = entry.kind === 'event' ? serverSpec(event) : clientSpec(event);
  return { event, payload: payload === null ? undefined : toJson(payload), spec };
}
