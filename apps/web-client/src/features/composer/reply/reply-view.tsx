import { Button } from '@mantine/core';
import { type EventSpec, redactReply } from '@switchboard/contract';
import { ChevronDown, ChevronUp, Eye, EyeOff } from 'lucide-react';
import { type ReactElement, useId, useState } from 'react';
import { PickableTree } from '../../../components/pickable-tree.tsx';
import { OutcomeLine } from '../outcome-line.tsx';
import type { Outcome } from '../use-send.ts';
import styles from './reply-view.module.css';

export interface ReplyViewProps {
  readonly outcome: Outcome | undefined;
  readonly spec?: EventSpec | undefined;
}

/** How the last send went in a line, and the whole reply on request; its secrets stay hidden until asked for. */
export function ReplyView({ outcome, spec }: ReplyViewProps): ReactElement {
  const [open, setOpen] = useState(false);
  const [revealed, setRevealed] = useState<Outcome>();
  const id = useId();
  const reply = outcome?.kind === 'reply' ? outcome.reply : undefined;
  const redacted = reply && redactReply(spec, reply);
  const isRevealed = revealed !== undefined && revealed === outcome;
  return (
    <div className={styles.view}>
      <div className={styles.line}>
        <OutcomeLine outcome={outcome} />
        {reply && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            aria-expanded={open}
            aria-controls={open ? id : undefined}
            rightSection={open ? <ChevronDown size={12} aria-hidden /> : <ChevronUp size={12} aria-hidden />}
            onClick={() => setOpen(!open)}
          >
            {open ? 'Hide the reply' : 'Show the reply'}
          </Button>
        )}
      </div>
      {open && reply && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs focus to be scrolled by key
        <section id={id} tabIndex={0} aria-label="Reply" className={styles.reply}>
          {redacted !== reply && (
            <Button
              size="compact-xs"
              variant="default"
              leftSection={isRevealed ? <EyeOff size={12} aria-hidden /> : <Eye size={12} aria-hidden />}
              onClick={() => setRevealed(isRevealed ? undefined : outcome)}
            >
              {isRevealed ? 'Hide secrets' : 'Show secrets'}
            </Button>
          )}
          <PickableTree value={reply} shown={isRevealed ? reply : redacted} />
        </section>
      )}
    </div>
  );
}
