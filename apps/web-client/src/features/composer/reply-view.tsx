import { Button } from '@mantine/core';
import { type EventSpec, isReply, redactReply } from '@switchboard/contract';
import { ChevronDown, ChevronUp, CircleCheck, CircleSlash, CircleX, Eye, EyeOff, Loader } from 'lucide-react';
import { type ReactElement, useId, useState } from 'react';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { LinkAnswer } from '../../clients/link.ts';
import { Badge } from '../../components/badge.tsx';
import { formatLatency } from '../../components/format-latency.ts';
import { PickableTree } from '../../components/pickable-tree.tsx';
import { storedState } from '../../lib/storage.ts';
import { COMPOSER } from '../../texts/composer.ts';
import styles from './reply-view.module.css';
import type { Outcome } from './use-send.ts';

interface ReplySettings {
  /** Whether the whole reply is shown, or how it went only. */
  readonly open: boolean;
}

const useReplySettings = create<ReplySettings>()(
  persist((): ReplySettings => ({ open: true }), {
    name: 'switchboard.reply',
    storage: storedState<ReplySettings>(),
    merge: (stored, state) => ({ ...state, open: Object(stored).open !== false }),
  }),
);

export interface ReplyViewProps {
  readonly outcome: Outcome | undefined;
  readonly spec?: EventSpec | undefined;
}

/** How the last send went in a line, and the whole answer below; its secrets stay hidden until asked for. */
export function ReplyView({ outcome, spec }: ReplyViewProps): ReactElement {
  const { open } = useReplySettings();
  const id = useId();
  const answer = outcome?.kind === 'answer' ? outcome.answer : undefined;
  return (
    <div className={styles.view}>
      <div className={styles.line}>
        <OutcomeLine outcome={outcome} />
        {answer && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            aria-expanded={open}
            aria-controls={open ? id : undefined}
            rightSection={open ? <ChevronDown size={12} aria-hidden /> : <ChevronUp size={12} aria-hidden />}
            onClick={() => useReplySettings.setState({ open: !open })}
          >
            {open ? COMPOSER.hideReply : COMPOSER.showReply}
          </Button>
        )}
      </div>
      {open && answer && <Reply id={id} answer={answer} spec={spec} />}
    </div>
  );
}

interface ReplyProps {
  readonly id: string;
  readonly answer: LinkAnswer;
  readonly spec: EventSpec | undefined;
}

function Reply({ id, answer, spec }: ReplyProps): ReactElement {
  const [revealed, setRevealed] = useState<LinkAnswer>();
  const { reply, args, by, explanation } = answer;
  const isRevealed = revealed === answer;
  const shown = by === 'server' && isBare(answer) ? undefined : reply;
  const redacted = shown && redactReply(spec, shown);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs focus to be scrolled by key
    <section id={id} tabIndex={0} aria-label={COMPOSER.reply} className={styles.reply}>
      {by === 'client' && (
        <p className={styles.message}>
          {COMPOSER.serverSentNone} {!shown && explanation}
        </p>
      )}
      {redacted !== shown && (
        <Button
          size="compact-xs"
          variant="default"
          leftSection={isRevealed ? <EyeOff size={12} aria-hidden /> : <Eye size={12} aria-hidden />}
          onClick={() => setRevealed(isRevealed ? undefined : answer)}
        >
          {isRevealed ? COMPOSER.hideSecrets : COMPOSER.showSecrets}
        </Button>
      )}
      {shown ? (
        <PickableTree value={shown} shown={isRevealed ? shown : redacted} />
      ) : (
        args.map((arg, index) => (
          // The arguments have no name but their place.
          <div key={index}>
            <p className={styles.message}>{COMPOSER.argument(index + 1)}</p>
            <PickableTree value={arg} shown={arg} />
          </div>
        ))
      )}
      {by === 'server' && args.length === 0 && !shown && (
        <p className={styles.message}>{COMPOSER.noArguments}</p>
      )}
    </section>
  );
}

/** Read out when it changes. */
function OutcomeLine({ outcome }: { outcome: Outcome | undefined }): ReactElement {
  return (
    <div role="status" aria-label={COMPOSER.lastReply} className={styles.outcome}>
      {outcome ? (
        <OutcomeText outcome={outcome} />
      ) : (
        <span className={styles.message}>{COMPOSER.nothingSent}</span>
      )}
    </div>
  );
}

function OutcomeText({ outcome }: { outcome: Outcome }): ReactElement {
  if (outcome.kind === 'waiting') return <Badge icon={Loader}>{COMPOSER.waiting}</Badge>;
  if (outcome.kind === 'sent') return <Badge icon={CircleCheck}>{COMPOSER.sentOnly}</Badge>;
  const { answer } = outcome;
  const { reply, by, latency, explanation } = answer;
  const time = formatLatency(latency);
  if (by === 'client')
    return (
      <>
        <Badge tone="warn" icon={CircleSlash}>
          {COMPOSER.noReply(answer.outcome, time)}
        </Badge>
        <span className={styles.message}>{explanation}</span>
      </>
    );
  if (reply?.ok)
    return (
      <Badge tone="ok" icon={CircleCheck}>
        {COMPOSER.ok(time)}
      </Badge>
    );
  if (!reply)
    return (
      <Badge tone="ok" icon={CircleCheck}>
        {COMPOSER.answered(time)}
      </Badge>
    );
  if (isBare(answer))
    return (
      <Badge tone="warn" icon={CircleSlash}>
        {COMPOSER.bare(time)}
      </Badge>
    );
  return (
    <>
      <Badge tone="bad" icon={CircleX}>
        {COMPOSER.failed(reply.error.code, time)}
      </Badge>
      <span className={styles.message}>{reply.error.message}</span>
    </>
  );
}

/** Whether the server acknowledged with something else than a reply of a contract. */
function isBare({ args }: LinkAnswer): boolean {
  return !isReply(args[0]);
}
