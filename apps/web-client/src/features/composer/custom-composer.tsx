import { Menu, TextInput } from '@mantine/core';
import { isSocketIoEvent, toJson } from '@switchboard/contract';
import { type ReactElement, type ReactNode, useMemo, useRef, useState } from 'react';
import type { NamedClient } from '../../clients/named-client.ts';
import { CopyMenu } from '../../components/copy-menu.tsx';
import { lazyPart } from '../../components/lazy-part.tsx';
import { checkArgs, readArgsDraft, writeArgsDraft } from '../../lib/args-draft.ts';
import type { CopyableMessage } from '../../lib/copy-as.ts';
import { CUSTOM_NAME, CUSTOM_PAYLOAD, draftKey, useDraft } from '../../lib/drafts.ts';
import { type Problem, useVariables } from '../../lib/variables.ts';
import { COMPOSER } from '../../texts/composer.ts';
import styles from './composer.module.css';
import { PasteDialog, PasteItem } from './draft-tools.tsx';
import type { JumpHandle } from './problem-list.tsx';
import { SendSection } from './send-section.tsx';
import { useFieldProblems } from './use-field-problems.ts';
import { useLastSent } from './use-last-sent.ts';
import { VariablesButton } from './variables/variables-button.tsx';

const ArgsEditor = lazyPart(
  COMPOSER.theArguments,
  () => import('./args/args-editor.tsx'),
  ({ ArgsEditor }) => ArgsEditor,
);

export interface CustomComposerProps {
  /** Whom the event is sent as. */
  readonly entry: NamedClient;
  /** Left out where its name is part of the draft. */
  readonly event?: string;
  /** Picks another event, as when a message of one is pasted. */
  readonly onEvent?: (event: string) => void;
  /** More buttons for the send bar. */
  readonly actions?: ReactNode;
}

/** Sends any arguments, or none, under any name: to a server without a contract, and what a contract does not have. */
export function CustomComposer({
  entry,
  event: picked,
  onEvent = () => undefined,
  actions,
}: CustomComposerProps): ReactElement {
  const { link, settings } = entry;
  const { contract } = link;
  const { isRaw } = contract;
  const [typed, setTyped] = useDraft(CUSTOM_NAME, '');
  const event = picked ?? typed;
  const key = picked === undefined ? CUSTOM_PAYLOAD : draftKey(contract, picked);
  useLastSent(key, picked);
  const [text, setText] = useDraft(key, picked === undefined ? '{}' : '');
  const root = useRef<HTMLElement>(null);
  const [fieldProblems, setFieldProblem] = useFieldProblems();
  const editor = useRef<JumpHandle>(null);
  const nameInput = useRef<HTMLInputElement>(null);
  const [wanted, setWanted] = useState<string>();
  const [variablesOpen, setVariablesOpen] = useState(false);
  const [pasting, setPasting] = useState(false);
  const variables = useVariables();
  const draft = useMemo(() => readArgsDraft(text), [text]);
  const { args, problems } = useMemo(() => checkArgs(draft, variables), [draft, variables]);
  const ack = !isRaw || draft.ack;
  const jump = ({ path, variable }: Problem): void => {
    setWanted(variable);
    if (variable !== undefined) setVariablesOpen(true);
    else if (path[0] === 'event') nameInput.current?.focus();
    else editor.current?.jump(path);
  };
  const title = picked ?? (isRaw ? COMPOSER.raw : COMPOSER.custom);
  return (
    <section
      ref={root}
      className={styles.composer}
      aria-label={picked === undefined ? COMPOSER.sendCustom : COMPOSER.send(picked)}
    >
      <header className={styles.header}>
        <h2 className={styles.title}>{title}</h2>
        <p className={styles.description}>{isRaw ? COMPOSER.rawHint : COMPOSER.customHint}</p>
      </header>
      <div className={styles.custom}>
        <div className={styles.nameRow}>
          {picked === undefined && (
            <TextInput
              ref={nameInput}
              className={styles.name}
              label={COMPOSER.eventName}
              value={typed}
              onChange={(change) => setTyped(change.currentTarget.value)}
              autoComplete="off"
              spellCheck={false}
            />
          )}
          <VariablesButton opened={variablesOpen} onOpened={setVariablesOpen} wanted={wanted} />
        </div>
        <ArgsEditor
          key={key}
          ref={editor}
          draftId={key}
          draft={draft}
          onDraft={(next) => setText(writeArgsDraft(next))}
          isPayload={!isRaw}
          onFieldProblem={setFieldProblem}
        />
      </div>
      <SendSection
        root={root}
        entry={entry}
        event={event}
        sending={args && { args, ack }}
        problems={[...checkName(event), ...fieldProblems, ...problems]}
        onJump={jump}
        tools={
          <>
            <CopyMenu
              message={args && { event, ...copyable(args, isRaw), ack }}
              problem={COMPOSER.draftUnreadable}
              url={link.url}
              path={settings.path}
            >
              <Menu.Divider />
              <PasteItem onClick={() => setPasting(true)} />
            </CopyMenu>
            {actions}
            {pasting && (
              <PasteDialog
                contract={contract}
                current={picked}
                onEvent={onEvent}
                onClose={() => setPasting(false)}
              />
            )}
          </>
        }
      />
    </section>
  );
}

/** What is copied of the arguments, in their JSON form. */
function copyable(args: readonly unknown[], isRaw: boolean): Pick<CopyableMessage, 'payload' | 'args'> {
  const json = args.map(toJson);
  return isRaw ? { payload: undefined, args: json } : { payload: json[0] };
}

function checkName(event: string): Problem[] {
  if (event === '') return [{ path: ['event'], message: COMPOSER.nameMissing, fatal: true }];
  if (isSocketIoEvent(event)) return [{ path: ['event'], message: COMPOSER.nameReserved, fatal: true }];
  return [];
}
