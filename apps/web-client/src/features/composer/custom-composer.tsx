import { TextInput } from '@mantine/core';
import { isSocketIoEvent } from '@switchboard/contract';
import { type ReactElement, type RefObject, useContext, useEffect, useMemo, useRef } from 'react';
import { placeOf } from '../../clients/named-client.ts';
import { lazyPart } from '../../components/lazy-part.tsx';
import ui from '../../components/ui.module.css';
import { sentSpec } from '../../contract/contracts.ts';
import { argJson, argsDraftOf, checkArgs, readArgsDraft, writeArgsDraft } from '../../drafts/args-draft.ts';
import { draftKey, nameKey, readDraft, useDraft, useReplaced, writeDraft } from '../../drafts/drafts.ts';
import { type Problem, substitutePublic, useVariables } from '../../drafts/variables.ts';
import { isSameServer, serverAt } from '../../links/connection-settings.ts';
import { SessionContext } from '../../session/console-session.ts';
import { CLIENTS } from '../../texts/clients.ts';
import { COMPOSER } from '../../texts/composer.ts';
import { isSent, type Place } from '../../traffic/entry.ts';
import styles from './composer.module.css';
import { type ComposerActions, ComposerFrame } from './composer-frame.tsx';
import { EventHeader } from './event-reader.tsx';
import type { JumpHandle } from './problem-list.tsx';

const ArgsEditor = lazyPart(COMPOSER.theArguments, () => import('./args/args-editor.tsx'), 'ArgsEditor');

export interface CustomComposerProps extends ComposerActions {
  /** Left out where its name is part of the draft. */
  readonly event?: string;
  readonly nameRef?: RefObject<HTMLInputElement | null>;
}

/** Sends any arguments, or none, under any name: to a server without a contract, and what a contract does not have. */
export function CustomComposer(props: CustomComposerProps): ReactElement {
  const { event: picked, nameRef, ...actions } = props;
  const { link, settings } = actions.entry;
  const { contract } = link;
  const { isRaw } = contract;
  const [typed, setTyped] = useDraft(nameKey(settings), '');
  const event = picked ?? typed;
  const key = draftKey(settings, picked);
  useLastSent(key, picked, placeOf(actions.entry));
  const [text, setText] = useDraft(key, picked === undefined ? '{}' : '');
  const replaced = useReplaced(key);
  const editor = useRef<JumpHandle>(null);
  const ownRef = useRef<HTMLInputElement>(null);
  const nameInput = nameRef ?? ownRef;
  const variables = useVariables(serverAt(settings));
  const draft = useMemo(() => readArgsDraft(text), [text]);
  const { args, problems } = useMemo(() => checkArgs(draft, variables, !isRaw), [draft, variables, isRaw]);
  const ack = !isRaw || draft.ack;
  const unnamed = isRaw ? COMPOSER.raw : COMPOSER.custom;
  const hasTooMany = !isRaw && draft.args.length > 1;
  const json = useMemo(
    () =>
      args && !hasTooMany ? draft.args.map((arg) => substitutePublic(argJson(arg), variables)) : undefined,
    [args, draft, variables, hasTooMany],
  );
  // The contract may have the name that was typed.
  const spec = sentSpec(contract, event);
  const content = isRaw ? { args: json, ack } : { spec };
  const message = json && { event, payload: json[0], ...content, isDraft: true };
  const jump: JumpHandle['jump'] = (path) => {
    if (path[0] === 'event') nameInput.current?.focus();
    else editor.current?.jump(path);
  };
  return (
    <ComposerFrame
      {...actions}
      label={picked === undefined ? unnamed : COMPOSER.send(picked)}
      event={event}
      {...(spec && { spec })}
      header={
        <EventHeader
          title={picked ?? unnamed}
          spec={{ description: isRaw ? COMPOSER.rawHint : COMPOSER.customHint }}
        />
      }
      sending={args && { args, ack }}
      problems={[...checkName(event), ...(hasTooMany ? [TOO_MANY] : []), ...problems]}
      onJump={jump}
      copied={{ message, problem: COMPOSER.draftUnreadable }}
    >
      {({ variables: variablesButton, onFieldProblem }) => (
        <div className={`${ui.scroller} ${ui.panel} ${styles.body}`}>
          <div className={ui.bar} style={{ alignItems: 'end', justifyContent: 'end' }}>
            {picked === undefined && (
              <TextInput
                ref={nameInput}
                className={ui.grow}
                label={COMPOSER.eventName}
                value={typed}
                onChange={(change) => setTyped(change.currentTarget.value)}
                autoComplete="off"
                spellCheck={false}
              />
            )}
            {variablesButton}
          </div>
          <ArgsEditor
            key={`${key} ${replaced}`}
            ref={editor}
            draftId={key}
            draft={draft}
            onDraft={(next) => setText(writeArgsDraft(next))}
            isPayload={!isRaw}
            onFieldProblem={onFieldProblem}
          />
        </div>
      )}
    </ComposerFrame>
  );
}

/** Begins the draft of an event that was never written with what was sent of it last, at this server and under this contract. */
function useLastSent(key: string, event: string | undefined, place: Place): void {
  const log = useContext(SessionContext)?.log;
  const { contract, url, path } = place;
  useEffect(() => {
    if (event === undefined || readDraft(key) !== undefined) return;
    const last = log?.entries().findLast(
      (entry) =>
        isSent(entry) &&
        entry.event === event &&
        // Another contract may have marked some of it as secret.
        entry.place?.contract === contract &&
        isSameServer(entry.place, { url, path }),
    );
    if (last && isSent(last)) writeDraft(key, writeArgsDraft(argsDraftOf(last.args, last.kind === 'call')));
  }, [log, key, event, contract, url, path]);
}

/** A link or an older console may have written such a draft. */
const TOO_MANY: Problem = { path: [1], message: CLIENTS.oneArgument, fatal: true };

function checkName(event: string): Problem[] {
  if (event === '')
    return [{ path: ['event'], message: COMPOSER.nameMissing, fatal: true, isExpected: true }];
  if (isSocketIoEvent(event)) return [{ path: ['event'], message: COMPOSER.nameReserved, fatal: true }];
  return [];
}
