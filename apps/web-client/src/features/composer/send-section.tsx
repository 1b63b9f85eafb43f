import type { EventSpec } from '@switchboard/contract';
import { type ReactElement, type ReactNode, type RefObject, useEffect, useRef } from 'react';
import type { NamedClient } from '../../clients/named-client.ts';
import { lazyPart } from '../../components/lazy-part.tsx';
import { useKeys } from '../../lib/keys.ts';
import type { Problem } from '../../lib/variables.ts';
import { COMPOSER } from '../../texts/composer.ts';
import { ProblemList } from './problem-list.tsx';
import { RepeatButton } from './repeat/repeat-button.tsx';
import { leaveRepetition, useRepetition } from './repeat/repeat-store.ts';
import { ReplyView } from './reply-view.tsx';
import { SendBar } from './send-bar.tsx';
import { type Sending, useSend } from './use-send.ts';

const RepeatProgress = lazyPart(
  COMPOSER.repetition,
  () => import('./repeat/repeat-progress.tsx'),
  ({ RepeatProgress }) => RepeatProgress,
);

export interface SendSectionProps {
  /** The composer. Ctrl+Enter sends while the focus is in it, or nowhere. */
  readonly root: RefObject<HTMLElement | null>;
  /** Whom the event is sent as. */
  readonly entry: NamedClient;
  readonly event: string;
  /** Left out for an event that the contract does not have. */
  readonly spec?: EventSpec | undefined;
  /** What is sent; left out while the draft cannot be sent. */
  readonly sending: Sending | undefined;
  readonly problems: readonly Problem[];
  readonly onJump: (problem: Problem) => void;
  /** What fills, copies and keeps the draft. */
  readonly tools: ReactNode;
}

/** Below every draft: its problems, the bar that sends it, and what came of it. */
export function SendSection(props: SendSectionProps): ReactElement {
  const { root, entry, event, spec, sending, problems, onJump, tools } = props;
  const problemList = useRef<HTMLElement>(null);
  const { send, outcome } = useSend(entry, event);
  const isRepeated = useRepetition(event) !== undefined;
  const focusProblems = (): void => problemList.current?.focus();
  const trySend = (anyway = false): void => {
    const blocked = problems.some(({ fatal }) => fatal || !anyway);
    if (blocked || !sending) focusProblems();
    else send(sending);
  };
  useKeys({ 'mod+Enter': () => trySend() }, { root, focused: true });
  useEffect(() => () => leaveRepetition(event), [event]);
  return (
    <>
      <ProblemList ref={problemList} problems={problems} onJump={onJump} />
      <SendBar
        clientName={entry.name}
        problems={problems}
        onSend={trySend}
        tools={tools}
        ack={sending?.ack ?? true}
        repeat={
          <RepeatButton
            entry={entry}
            event={event}
            sending={sending}
            blocked={problems.length > 0}
            onBlocked={focusProblems}
          />
        }
      >
        {isRepeated && <RepeatProgress event={event} />}
        <ReplyView outcome={outcome} spec={spec} />
      </SendBar>
    </>
  );
}
