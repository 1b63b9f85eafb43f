import { Button, Menu, TextInput } from '@mantine/core';
import type { EventSpec } from '@switchboard/contract';
import { ClipboardPaste, Send } from 'lucide-react';
import { type ReactElement, type ReactNode, useId, useRef, useState } from 'react';
import type { NamedClient } from '../../clients/named-client.ts';
import { CopyMenu, type CopyMenuProps } from '../../components/copy-menu.tsx';
import ui from '../../components/ui.module.css';
import type { Problem } from '../../drafts/variables.ts';
import { useKeys } from '../../lib/keys.ts';
import { serverAt } from '../../links/connection-settings.ts';
import { COMPOSER } from '../../texts/composer.ts';
import { showKey } from '../../texts/keys.ts';
import styles from './composer.module.css';
import { RepeatButton, VariablesButton } from './popovers.tsx';
import { ProblemList } from './problem-list.tsx';
import { ReplyView } from './reply-view.tsx';
import { isTimeout, MAX_TIMEOUT, type Sending, useSend, useSendSettings } from './use-send.ts';

/** What both composers get from outside. */
export interface ComposerActions {
  readonly entry: NamedClient;
  readonly onPaste: () => void;
  readonly actions?: ReactNode;
}

/** What the frame gives to the editor in it. */
export interface Editing {
  readonly variables: ReactElement;
  /** Reports what a field holds that cannot be part of the draft yet. */
  readonly onFieldProblem: (name: string, problem: Problem | undefined) => void;
}

export interface ComposerFrameProps extends ComposerActions {
  readonly label: string;
  readonly event: string;
  /** Left out for an event that the contract does not have. */
  readonly spec?: EventSpec;
  readonly header: ReactNode;
  /** What is sent; left out while the draft cannot be sent. */
  readonly sending: Sending | undefined;
  /** Those of the draft; those of its fields are added. */
  readonly problems: readonly Problem[];
  readonly onJump: (path: Problem['path']) => void;
  readonly copied: Pick<CopyMenuProps, 'message' | 'problem'>;
  readonly tools?: ReactNode;
  readonly children: (editing: Editing) => ReactNode;
}

/** What all drafts share: problems, variables, the bar that copies, pastes, repeats and sends, and what came of it. */
export function ComposerFrame(props: ComposerFrameProps): ReactElement {
  const { entry, event, spec, sending, onJump } = props;
  const { link, settings } = entry;
  const root = useRef<HTMLElement>(null);
  const problemList = useRef<HTMLElement>(null);
  const reasonId = useId();
  const sendKey = showKey('Mod ↵');
  const [byField, setByField] = useState<Readonly<Record<string, Problem>>>({});
  const [wanted, setWanted] = useState<string>();
  const [variablesOpen, setVariablesOpen] = useState(false);
  const [isTried, setTried] = useState(false);
  const { send, outcome } = useSend(entry, event);

  const problems = [...Object.values(byField), ...props.problems];
  const isBlocked = problems.length > 0;
  const isFatal = problems.some(({ fatal }) => fatal);
  const sendAnyway = sending && !isFatal ? () => send(sending) : undefined;
  const listed = isTried ? problems : problems.filter(({ isExpected }) => !isExpected);
  const [first] = problems;
  const showProblems = (): void => {
    setTried(true);
    if (listed.length > 0) problemList.current?.focus();
    else if (first) jump(first);
  };
  const trySend = isBlocked || !sendAnyway ? showProblems : sendAnyway;
  useKeys({ 'mod+Enter': trySend }, { root, focused: true });

  const jump = ({ path, variable }: Problem): void => {
    setWanted(variable);
    if (variable === undefined) onJump(path);
    else setVariablesOpen(true);
  };
  const server = serverAt(settings);
  const variables = (
    <VariablesButton server={server} opened={variablesOpen} onOpened={setVariablesOpen} wanted={wanted} />
  );
  const onFieldProblem = (name: string, problem: Problem | undefined): void =>
    setByField(({ [name]: _, ...others }) => (problem ? { ...others, [name]: problem } : others));
  return (
    <section ref={root} className={`${ui.fill} ${styles.frame}`} aria-label={props.label}>
      {props.header}
      {props.children({ variables, onFieldProblem })}
      <ProblemList ref={problemList} problems={listed} onJump={jump} onSendAnyway={sendAnyway} />
      <ReplyView
        outcome={outcome}
        isConnected={entry.state.status === 'connected'}
        server={server}
        spec={spec}
      >
        <div className={styles.controls}>
          <div className={styles.tools}>
            {props.tools}
            <CopyMenu {...props.copied} url={link.url} path={settings.path}>
              <Menu.Divider />
              <Menu.Item leftSection={<ClipboardPaste size={13} aria-hidden />} onClick={props.onPaste}>
                {COMPOSER.paste}
              </Menu.Item>
            </CopyMenu>
            {props.actions}
            {sending?.ack !== false && <TimeoutInput />}
            <RepeatButton
              entry={entry}
              event={event}
              sending={isBlocked ? undefined : sending}
              onBlocked={showProblems}
            />
          </div>
          <Button
            className={styles.send}
            aria-disabled={isBlocked || undefined}
            aria-describedby={isBlocked ? reasonId : undefined}
            data-blocked={isBlocked || undefined}
            title={COMPOSER.sendAs(entry.name, sendKey)}
            leftSection={<Send size={14} aria-hidden />}
            onClick={trySend}
          >
            {COMPOSER.sendButton}{' '}
            <kbd className={styles.key} aria-hidden>
              {sendKey}
            </kbd>
          </Button>
        </div>
        <span id={reasonId} className="sb-hidden">
          {listed.length > 0 ? COMPOSER.blocked(listed.length) : first?.message}
        </span>
      </ReplyView>
    </section>
  );
}

/** How long a send waits for its reply. A text that is no such time is marked, and given up when the field is left. */
function TimeoutInput(): ReactElement {
  const timeout = useSendSettings((settings) => settings.timeout);
  const [text, setText] = useState<string>();
  return (
    <TextInput
      w={78}
      aria-label={COMPOSER.timeout}
      title={COMPOSER.timeoutHint(MAX_TIMEOUT)}
      inputMode="numeric"
      autoComplete="off"
      rightSection={COMPOSER.milliseconds}
      rightSectionWidth={24}
      value={text ?? timeout}
      error={text !== undefined && !isTimeout(Number(text))}
      onChange={({ currentTarget: { value } }) => {
        setText(value);
        if (isTimeout(Number(value))) useSendSettings.setState({ timeout: Number(value) });
      }}
      onBlur={() => setText(undefined)}
    />
  );
}
