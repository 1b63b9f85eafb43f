import { Button, TextInput } from '@mantine/core';
import { Check, Copy } from 'lucide-react';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import styles from './share-dialog.module.css';
import { encodeShare, MAX_LINK } from './share-link.ts';
import type { ShareState } from './share-state.ts';

/** What is about to be shared. */
export interface Shared {
  readonly state: ShareState;
  /** Secrets that are not in it, in words. */
  readonly leftOut: readonly string[];
}

export interface ShareDialogProps {
  /** Left out while nothing is shared. */
  readonly shared: Shared | undefined;
  readonly onClose: () => void;
}

/** Shows a link to what is in sight, what it carries and what it does not. */
export function ShareDialog({ shared, onClose }: ShareDialogProps): ReactElement {
  return (
    <Dialog opened={shared !== undefined} onClose={onClose} title="Share a link" size="lg">
      {shared && <Sharing {...shared} />}
    </Dialog>
  );
}

function Sharing({ state, leftOut }: Shared): ReactElement {
  const [link, setLink] = useState<string>();
  useEffect(() => {
    let current = true;
    void encodeShare(state).then((fragment) => {
      if (current) setLink(`${location.origin}${location.pathname}${location.search}${fragment}`);
    });
    return () => {
      current = false;
    };
  }, [state]);
  if (link === undefined) return <p role="status">Making the link…</p>;
  return (
    <div className={styles.content}>
      {link.length > MAX_LINK ? <TooLong length={link.length} /> : <Link link={link} />}
      <p>It carries {contents(state)}. Whoever opens it sends nothing by that.</p>
      {leftOut.length > 0 ? (
        <p className={styles.leftOut}>Left out: {leftOut.join(', ')}.</p>
      ) : (
        <p className={styles.quiet}>Nothing in it is marked as secret; tokens are never in it.</p>
      )}
    </div>
  );
}

function Link({ link }: { link: string }): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState('');
  const copy = async (): Promise<void> => {
    input.current?.select();
    try {
      await navigator.clipboard.writeText(link);
      setSaid('Copied.');
    } catch {
      setSaid('The browser did not let it be copied: it is selected, so press Ctrl or Cmd and C.');
    }
  };
  return (
    <>
      <div className={styles.line}>
        <TextInput
          ref={input}
          className={styles.link}
          label="Link"
          readOnly
          value={link}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button
          data-autofocus
          leftSection={said === 'Copied.' ? <Check size={13} aria-hidden /> : <Copy size={13} aria-hidden />}
          onClick={() => void copy()}
        >
          Copy
        </Button>
      </div>
      <p role="status" className={styles.quiet}>
        {said || `${link.length.toLocaleString('en')} characters`}
      </p>
    </>
  );
}

function TooLong({ length }: { length: number }): ReactElement {
  return (
    <p role="alert" className={styles.leftOut}>
      The link would be {length.toLocaleString('en')} characters long, and many programs cut links above{' '}
      {MAX_LINK.toLocaleString('en')}. Shorten the draft, for example take out an attachment, or copy the
      draft itself and send it as text.
    </p>
  );
}

function contents({ selection, drafts }: ShareState): string {
  const what = { 'quick-start': 'the quick start', custom: 'the custom event', event: '' }[selection.kind];
  const picked = selection.kind === 'event' ? `the event ${selection.event}` : what;
  const hasDraft = Object.values(drafts).some((draft) => draft !== null);
  return [
    picked,
    hasDraft && 'its draft',
    'the filter of the timeline, the panel and the widths of the rooms',
  ]
    .filter(Boolean)
    .join(', ');
}
