import { Button } from '@mantine/core';
import { type EventSpec, isReply, redactReply } from '@switchboard/contract';
import { ChevronDown, ChevronUp, CircleCheck, CircleSlash, CircleX, Eye, EyeOff, Loader } from 'lucide-react';
import { type ReactElement, useId, useState } from 'react';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { Badge } from '../../components/badge.tsx';
import { formatLatency } from '../../components/format-latency.ts';
import { PickableTree } from '../../components/pickable-tree.tsx';
import { storedState } from '../../lib/stored-state.ts';
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

/** How the last send went in a line, and the whole reply below; its secrets stay hidden until asked for. */
export function ReplyView({ outcome, spec }: ReplyViewProps): ReactElement {
  const { open } = useReplySettings();
  const id = useId();
  return (
    <div className={styles.view}>
      <div className={styles.line}>
        <OutcomeLine outcome={outcome} />
        {outcome?.kind === 'reply' && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            aria-expanded={open}
            aria-controls={open ? id : undefined}
            rightSection={open ? <ChevronDown size={12} aria-hidden /> : <ChevronUp size={12} aria-hidden />}
            onClick={() => useReplySettings.setState({ open: !open })}
          >
            {open ? 'Hide the reply' : 'Show the reply'}
          </Button>
        )}
      </div>
      {open && outcome?.kind === 'reply' && <Reply id={id} outcome={outcome} spec={spec} />}
    </div>
  );
}

interface ReplyProps {
  readonly id: string;
  readonly outcome: Outcome & { kind: 'reply' };
  readonly spec: EventSpec | undefined;
}

function Reply({ id, outcome, spec }: ReplyProps): ReactElement {
  const [revealed, setRevealed] = useState<Outcome>();
  const { reply, raw } = outcome;
  const isRevealed = revealed === outcome;
  const isBare = isBareAnswer(outcome);
  const redacted = redactReply(spec, reply);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs focus to be scrolled by key
    <section id={id} tabIndex={0} aria-label="Reply" className={styles.reply}>
      {!raw && <p className={styles.message}>The console made this. The server sent no reply.</p>}
      {isBare && <p className={styles.message}>The arguments of the acknowledgement, as they came:</p>}
      {!isBare && redacted !== reply && (
        <Button
          size="compact-xs"
          variant="default"
          leftSection={isRevealed ? <EyeOff size={12} aria-hidden /> : <Eye size={12} aria-hidden />}
          onClick={() => setRevealed(isRevealed ? undefined : outcome)}
        >
          {isRevealed ? 'Hide secrets' : 'Show secrets'}
        </Button>
      )}
      {isBare ? (
        <PickableTree value={raw} shown={raw} />
      ) : (
        <PickableTree value={reply} shown={isRevealed ? reply : redacted} />
      )}
    </section>
  );
}

/** Read out when it changes. */
function OutcomeLine({ outcome }: { outcome: Outcome | undefined }): ReactElement {
  return (
    <div role="status" aria-label="Last reply" className={styles.outcome}>
      {outcome ? <OutcomeText outcome={outcome} /> : <span className={styles.message}>Nothing sent yet</span>}
    </div>
  );
}

function OutcomeText({ outcome }: { outcome: Outcome }): ReactElement {
  if (outcome.kind === 'waiting') return <Badge icon={Loader}>waiting for the reply</Badge>;
  if (outcome.kind === 'unsent') return <Badge tone="bad">Not sent: {outcome.reason}</Badge>;
  const { reply, raw, latency } = outcome;
  const time = formatLatency(latency);
  if (reply.ok)
    return (
      <Badge tone="ok" icon={CircleCheck}>
        OK in {time}
      </Badge>
    );
  const { code, message } = reply.error;
  if (!raw)
    return (
      <>
        <Badge tone="warn" icon={CircleSlash}>
          No reply: {code} after {time}
        </Badge>
        <span className={styles.message}>{message}</span>
      </>
    );
  if (isBareAnswer(outcome))
    return (
      <Badge tone="warn" icon={CircleSlash}>
        Answered in {time}, not a reply of this contract
      </Badge>
    );
  return (
    <>
      <Badge tone="bad" icon={CircleX}>
        {code} in {time}
      </Badge>
      <span className={styles.message}>{message}</span>
    </>
  );
}

/** Whether the server acknowledged with something else than a reply. */
function isBareAnswer({ raw }: Outcome & { kind: 'reply' }): boolean {
  return raw !== undefined && !isReply(raw[0]);
}
