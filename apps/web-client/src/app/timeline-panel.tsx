import { DEFAULT_DEADLINE } from '@switchboard/contract';
import { type ReactElement, useCallback } from 'react';
import { type ConsoleContract, contractOfEntry, sentSpec } from '../contract/contracts.ts';
import { AnswerButton } from '../features/composer/answer-button.tsx';
import { SaveSentButton } from '../features/saved/save-button.tsx';
import type { Row } from '../features/timeline/rows.ts';
import { Timeline } from '../features/timeline/timeline.tsx';
import { argsDraftOf, writeArgsDraft } from '../lib/args-draft.ts';
import { useClients } from '../lib/console-session.ts';
import { draftKey, formatDraft, loadDrafts, nameKey } from '../lib/drafts.ts';
import { type CallEntry, payloadOf } from '../lib/entry.ts';
import { tell } from '../lib/notice.ts';
import { CLIENTS } from '../texts/clients.ts';
import { SHELL } from '../texts/shell.ts';
import type { SidePanelProps } from './parts.ts';
import { useUi } from './ui-store.ts';

/**
 * The timeline, and what it can do with something that was sent: send it again, from the client that sent it or else from
 * the selected one, save it, and put it into the editor, that for custom events where the contract does not have it.
 */
export function TimelinePanel({ entry, timelineRef, filterRef, narrow }: SidePanelProps): ReactElement {
  const clients = useClients();
  const select = useUi((ui) => ui.select);
  const resend = useCallback(
    ({ kind, clientId, event, args }: CallEntry): void => {
      const { link } = clients.find(({ id }) => id === clientId) ?? entry;
      const options = { ack: kind === 'call', timeout: DEFAULT_DEADLINE };
      void link.send(event, args, options).then((answer) => {
        if (answer?.outcome !== 'unsent') return;
        tell({ text: CLIENTS.unsent(event, answer.explanation), tone: 'bad' });
      });
    },
    [clients, entry],
  );
  const load = useCallback(
    (sent: CallEntry): void => {
      const { event } = sent;
      const { contract } = entry.link;
      if (contract.isRaw || sentSpec(contract, event)) {
        const text = draftOf(sent, contract);
        if (text !== '') loadDrafts({ [draftKey(contract, event)]: text }, SHELL.sentBefore);
        select({ kind: 'event', direction: 'send', event });
        return;
      }
      const text = writeArgsDraft(argsDraftOf(sent.args, true));
      loadDrafts({ [nameKey(contract)]: event, [draftKey(contract)]: text }, SHELL.sentBefore);
      select({ kind: 'custom' });
    },
    [select, entry],
  );
  return (
    <Timeline
      ref={timelineRef}
      filterRef={filterRef}
      narrow={narrow}
      onResend={resend}
      onLoad={load}
      actions={rowActions}
    />
  );
}

/** Answers what a row received, or saves what it sent. */
function rowActions({ entry }: Row): ReactElement | null {
  if (entry.kind === 'event' && entry.wantsAnswer) return <AnswerButton entry={entry} />;
  if (entry.kind !== 'call' && entry.kind !== 'send') return null;
  return <SaveSentButton draft={{ event: entry.event, text: draftOf(entry, contractOfEntry(entry)) }} />;
}

/** What was sent, as the editor has it. */
function draftOf(sent: CallEntry, { isRaw }: ConsoleContract): string {
  return isRaw
    ? writeArgsDraft(argsDraftOf(sent.args, sent.kind === 'call'))
    : formatDraft(payloadOf(sent) ?? undefined);
}
