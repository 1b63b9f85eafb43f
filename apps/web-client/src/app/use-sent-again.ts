import { DEFAULT_DEADLINE } from '@switchboard/contract';
import { useCallback } from 'react';
import type { NamedClient } from '../clients/named-client.ts';
import { sentSpec } from '../contract/contracts.ts';
import { argsDraftOf, writeArgsDraft } from '../lib/args-draft.ts';
import { useClients } from '../lib/console-session.ts';
import { CUSTOM_NAME, CUSTOM_PAYLOAD, draftKey, formatDraft, loadDrafts } from '../lib/drafts.ts';
import { type CallEntry, payloadOf } from '../lib/entry.ts';
import { SHELL } from '../texts/shell.ts';
import { useUi } from './ui-store.ts';

/**
 * What the timeline can do with something that was sent: send it again, from the client that sent it or else from the
 * selected one, and put it into the editor, that for custom events where the contract does not have it.
 */
export function useSentAgain(selected: NamedClient): {
  resend: (entry: CallEntry) => void;
  load: (entry: CallEntry) => void;
} {
  const clients = useClients();
  const select = useUi((ui) => ui.select);
  const resend = useCallback(
    ({ kind, clientId, event, args }: CallEntry): void => {
      const { link } = clients.find(({ id }) => id === clientId) ?? selected;
      void link.send(event, args, { ack: kind === 'call', timeout: DEFAULT_DEADLINE });
    },
    [clients, selected],
  );
  const load = useCallback(
    (entry: CallEntry): void => {
      const { event, args, kind } = entry;
      const { contract } = selected.link;
      const text = contract.isRaw
        ? writeArgsDraft(argsDraftOf(args, kind === 'call'))
        : formatDraft(payloadOf(entry) ?? undefined);
      const what = SHELL.sentBefore;
      if (contract.isRaw || sentSpec(contract, event)) {
        if (text !== '') loadDrafts({ [draftKey(contract, event)]: text }, what);
        select({ kind: 'event', direction: 'send', event });
        return;
      }
      loadDrafts({ [CUSTOM_NAME]: event, [CUSTOM_PAYLOAD]: text }, what);
      select({ kind: 'custom' });
    },
    [select, selected],
  );
  return { resend, load };
}
