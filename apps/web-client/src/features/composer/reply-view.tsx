import { type EventSpec, redactReply } from '@switchboard/contract';
import {
  ChevronDown,
  ChevronUp,
  CircleCheck,
  CircleSlash,
  CircleX,
  Eye,
  EyeOff,
  Loader,
  type LucideIcon,
} from 'lucide-react';
import { type ReactElement, type ReactNode, useId, useState } from 'react';
import { Badge, type Tone } from '../../components/badge.tsx';
import { JsonTree } from '../../components/json-tree.tsx';
import { lazyDialog } from '../../components/lazy-part.tsx';
import { SmallButton } from '../../components/small-button.tsx';
import ui from '../../components/ui.module.css';
import { type VariableSource, variableAt } from '../../drafts/variables.ts';
import { formatLatency } from '../../lib/format-time.ts';
import type { LinkAnswer } from '../../links/link.ts';
import { COMPOSER } from '../../texts/composer.ts';
import { PARTS } from '../../texts/shell.ts';
import { answerKind, noAnswerReason } from '../../traffic/entry.ts';
import styles from './composer.module.css';
import { type Outcome, useSendSettings } from './use-send.ts';

const VariableDialog = lazyDialog(
  PARTS.useAsVariable,
  () => import('../../components/variable-dialog.tsx'),
  'VariableDialog',
);

export interface ReplyViewProps {
  readonly outcome: Outcome | undefined;
  /** Whether the one that sends is connected: else a send that waits did not leave. */
  readonly isConnected: boolean;
  /** The one that answered. */
  readonly server: string;
  readonly spec?: EventSpec | undefined;
  /** What sends. It stays in sight with the line below it. */
  readonly children?: ReactNode;
}

/** How the last send went in a line, and the whole answer below; its secrets stay hidden until asked for. */
export function ReplyView(props: ReplyViewProps): ReactElement {
  const { outcome, isConnected, server, spec, children } = props;
  const isOpen = useSendSettings((settings) => settings.showsReply);
  const id = useId();
  const settled = outcome?.kind === 'answer' ? outcome.answer : undefined;
  // Where nobody answered, the line says it all.
  const answer = settled?.by === 'client' && !settled.reply ? undefined : settled;
  const { tone = 'neutral', icon, text, message } = lookOf(outcome, isConnected);
  return (
    <>
      <footer className={styles.bar}>
        {children}
        <div className={styles.outcome}>
          {/* Read out when it changes. */}
          <div role="status" aria-label={COMPOSER.lastReply} className={styles.last}>
            {icon && (
              <Badge tone={tone} icon={icon}>
                {text}
              </Badge>
            )}{' '}
            <span className={ui.hint}>{message}</span>
          </div>
          {answer && (
            <SmallButton
              icon={isOpen ? ChevronDown : ChevronUp}
              variant="subtle"
              color="gray"
              aria-expanded={isOpen}
              aria-controls={isOpen ? id : undefined}
              onClick={() => useSendSettings.setState({ showsReply: !isOpen })}
            >
              {isOpen ? COMPOSER.hideReply : COMPOSER.showReply}
            </SmallButton>
          )}
        </div>
      </footer>
      {isOpen && answer && <Reply id={id} answer={answer} server={server} spec={spec} />}
    </>
  );
}

interface Look {
  readonly tone?: Tone;
  readonly icon?: LucideIcon;
  readonly text?: string;
  readonly message?: string;
}

function lookOf(outcome: Outcome | undefined, isConnected: boolean): Look {
  if (!outcome) return { message: COMPOSER.nothingSent };
  if (outcome.kind === 'waiting') {
    return { icon: Loader, text: isConnected ? COMPOSER.waiting : COMPOSER.waitingToConnect };
  }
  if (outcome.kind === 'sent') return { icon: CircleCheck, text: COMPOSER.sentOnly };
  const { answer } = outcome;
  const time = formatLatency(answer.latency);
  switch (answerKind(answer)) {
    case 'none': {
      const text = answer.outcome === 'unsent' ? COMPOSER.notSent : COMPOSER.noReply(answer.outcome, time);
      return { tone: 'warn', icon: CircleSlash, text, message: noAnswerReason(answer) };
    }
    case 'ok':
      return { tone: 'ok', icon: CircleCheck, text: COMPOSER.ok(time) };
    case 'raw':
      return { tone: 'ok', icon: CircleCheck, text: COMPOSER.answered(time) };
    case 'bare':
      return { tone: 'warn', icon: CircleSlash, text: COMPOSER.bare(time) };
    case 'error': {
      const message = answer.reply?.ok === false ? answer.reply.error.message : '';
      return { tone: 'bad', icon: CircleX, text: COMPOSER.failed(answer.outcome, time), message };
    }
  }
}

interface ReplyProps extends Pick<ReplyViewProps, 'server' | 'spec'> {
  readonly id: string;
  readonly answer: LinkAnswer;
}

function Reply({ id, answer, server, spec }: ReplyProps): ReactElement {
  const [revealed, setRevealed] = useState<LinkAnswer>();
  const { reply, args, by } = answer;
  const isRevealed = revealed === answer;
  const shown = answerKind(answer) === 'bare' ? undefined : reply;
  const redacted = shown && redactReply(spec, shown);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs focus to be scrolled by key
    <section id={id} tabIndex={0} aria-label={COMPOSER.reply} className={styles.reply}>
      {by === 'client' && <p className={ui.hint}>{COMPOSER.serverSentNone}</p>}
      {redacted !== shown && (
        <SmallButton
          icon={isRevealed ? EyeOff : Eye}
          onClick={() => setRevealed(isRevealed ? undefined : answer)}
        >
          {isRevealed ? COMPOSER.hideSecrets : COMPOSER.showSecrets}
        </SmallButton>
      )}
      {shown ? (
        <PickableTree value={shown} shown={isRevealed ? shown : redacted} server={server} />
      ) : (
        args.map((arg, index) => (
          // The arguments have no name but their place.
          <div key={index}>
            <p className={ui.hint}>{COMPOSER.argument(index + 1)}</p>
            <PickableTree value={arg} shown={arg} server={server} />
          </div>
        ))
      )}
      {by === 'server' && args.length === 0 && !shown && <p className={ui.hint}>{COMPOSER.noArguments}</p>}
    </section>
  );
}

interface PickableTreeProps extends Pick<ReplyViewProps, 'server'> {
  /** What is shown: the value, or the value without its secrets. */
  readonly shown: unknown;
  /** The value itself, which a variable takes. */
  readonly value: unknown;
}

/** A tree whose nodes can be made variables by pointing at them. What is hidden in it makes a hidden variable. */
function PickableTree({ shown, value, server }: PickableTreeProps): ReactElement {
  const [picked, setPicked] = useState<VariableSource>();
  return (
    <>
      <JsonTree
        value={shown}
        onPick={(path, part) => setPicked(variableAt(value, path, part))}
        pickLabel={PARTS.usePlace}
      />
      {picked && <VariableDialog server={server} {...picked} onClose={() => setPicked(undefined)} />}
    </>
  );
}
