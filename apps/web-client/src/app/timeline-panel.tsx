import { DEFAULT_DEADLINE, isBytes, REDACTED } from '@switchboard/contract';
import { type ReactElement, useCallback } from 'react';
import { type NamedClient, placeOf } from '../clients/named-client.ts';
import { type ConsoleContract, contractOfEntry, sentSpec } from '../contract/contracts.ts';
import { type ArgDraft, writeArg, writeArgsDraft } from '../drafts/args-draft.ts';
import { draftKey, loadDrafts, nameKey } from '../drafts/drafts.ts';
import { escapeVariables } from '../drafts/variables.ts';
import { AnswerButton } from '../features/composer/answer-button.tsx';
import { SaveSentButton } from '../features/saved/save-button.tsx';
import type { Row } from '../features/timeline/rows.ts';
import { Timeline } from '../features/timeline/timeline.tsx';
import { mapParts, visitParts } from '../lib/json-parts.ts';
import { closeNotice, type Notice, notify } from '../lib/notice.ts';
import { printJson } from '../lib/print-json.ts';
import { isSameServer } from '../links/connection-settings.ts';
import { formOf } from '../recordings/opened-entries.ts';
import { useOpenedRecording } from '../recordings/opened-recording.ts';
import { fromMarked } from '../recordings/recording-marks.ts';
import { isSecretMark, secretNumber } from '../recordings/recording-secrets.ts';
import { useClients } from '../session/console-session.ts';
import { CLIENTS } from '../texts/clients.ts';
import { SHELL } from '../texts/shell.ts';
import { type CallEntry, isSent, payloadOf } from '../traffic/entry.ts';
import type { SidePanelProps } from './parts.ts';
import { useUi } from './ui-store.ts';

/** Of notices about a row with which nothing was done at once. */
const REFUSED = 'refused row';

/**
 * The timeline, and what it can do with something that was sent: send it again, from the client that sent it or else from
 * the selected one, save it, and put it into the editor, that for custom events where the contract does not have it. What
 * another server got is sent and loaded only once the user says so; nothing of a recording is sent, or without its secrets.
 */
export function TimelinePanel({ entry, timelineRef, filterRef, narrow }: SidePanelProps): ReactElement {
  const clients = useClients();
  const select = useUi((ui) => ui.select);
  const resend = useCallback(
    (sent: CallEntry): void => {
      const { kind, clientId, event, args } = sent;
      const client = clients.find(({ id }) => id === clientId) ?? entry;
      const send = (): void => {
        const options = { ack: kind === 'call', timeout: DEFAULT_DEADLINE };
        void client.link.send(event, args, options).then((answer) => {
          if (answer?.outcome !== 'unsent') return;
          notify({ text: CLIENTS.unsent(event, answer.explanation), tone: 'bad' });
        });
      };
      if (isRecorded()) refuse(SHELL.recordedRow(event));
      else if (args.some(lacksSecrets)) refuse(SHELL.secretsLeftOut(event));
      else askElsewhere(sent, client, SHELL.sendAnyway, send);
    },
    [clients, entry],
  );
  const load = useCallback(
    (sent: CallEntry): void => {
      const { event } = sent;
      const { settings, link } = entry;
      const { contract } = link;
      const show = (): void => {
        if (contract.isRaw || sentSpec(contract, event)) {
          loadDrafts({ [draftKey(settings, event)]: draftTextOf(sent, contract) }, SHELL.sentBefore);
          select({ kind: 'event', direction: 'send', event });
          return;
        }
        const text = argsText(sent, true);
        loadDrafts({ [nameKey(settings)]: event, [draftKey(settings)]: text }, SHELL.sentBefore);
        select({ kind: 'custom' });
      };
      askElsewhere(sent, entry, SHELL.loadAnyway, show);
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

function refuse(text: string, action?: Notice['action']): void {
  notify({ id: REFUSED, text, tone: 'bad', ...(action && { action }) });
}

/** Does with something that was sent what belongs to its server alone; where `client` is at another one, only once asked to. */
function askElsewhere(sent: CallEntry, client: NamedClient, text: string, act: () => void): void {
  const here = placeOf(client);
  const anyway = (): void => {
    closeNotice(REFUSED);
    act();
  };
  if (sent.place && isSameServer(sent.place, here)) act();
  else refuse(SHELL.sentElsewhere(sent.event, sent.place?.url, client.name, here.url), { text, run: anyway });
}

/** Answers what a row received, or saves what it sent. */
function rowActions({ entry }: Row): ReactElement | null {
  if (entry.kind === 'event' && entry.wantsAnswer) return <AnswerButton entry={entry} />;
  if (!isSent(entry)) return null;
  return <SaveSentButton draft={{ event: entry.event, text: draftTextOf(entry, contractOfEntry(entry)) }} />;
}

/** What was sent, as the editor has it. */
function draftTextOf(sent: CallEntry, { isRaw }: ConsoleContract): string {
  if (isRaw) return argsText(sent, sent.kind === 'call');
  const payload = payloadOf({ args: typedArgs(sent) });
  return payload === null ? '' : (printJson(payload, 2) ?? '');
}

function argsText(sent: CallEntry, ack: boolean): string {
  const args = typedArgs(sent).map((arg, index): ArgDraft => {
    const mark = formOf(sent)?.args[index];
    const isNumber = isSecretMark(mark) && mark.$secret < 0;
    return { ...writeArg(arg), ...(isNumber && { kind: 'number' }) };
  });
  return writeArgsDraft({ args, ack });
}

/** Whether the rows are those of a recording: then clients, servers and secrets are not those of the console. */
function isRecorded(): boolean {
  return useOpenedRecording.getState().isShown;
}

function lacksSecrets(value: unknown): boolean {
  let isLacking = false;
  visitParts(value, (part) => {
    if (typeof part.value === 'string' && part.value.includes(REDACTED)) isLacking = true;
    return !isBytes(part.value);
  });
  return isLacking;
}

/** The arguments as a draft has them. A secret that was left out becomes a variable, which has to be set first. */
function typedArgs(sent: CallEntry): readonly unknown[] {
  const form = formOf(sent);
  const typed = mapParts(escapeVariables((form ?? sent).args), ({ value }) => {
    if (form && isSecretMark(value)) return { value: `{{secret${secretNumber(value)}}}` };
    return typeof value === 'string' ? { value: value.replaceAll(REDACTED, '{{secret}}') } : undefined;
  });
  return (form ? fromMarked(typed) : typed) as readonly unknown[];
}
