import { Button, TextInput } from '@mantine/core';
import { Copy } from 'lucide-react';
import { type ReactElement, useEffect, useState } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import ui from '../../components/ui.module.css';
import { copy } from '../../lib/copy.tsx';
import { SHARE } from '../../texts/share.ts';
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
    <Dialog opened={shared !== undefined} onClose={onClose} title={SHARE.title} size="lg">
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
  if (link === undefined) return <p role="status">{SHARE.making}</p>;
  return (
    <div className={ui.form}>
      {link.length > MAX_LINK ? <TooLong length={link.length} /> : <Link link={link} />}
      <p>{SHARE.carries(contents(state))}</p>
      {leftOut.length > 0 ? (
        <p className={styles.leftOut}>{SHARE.leftOut(leftOut.join(', '))}</p>
      ) : (
        <p className={ui.hint}>{SHARE.nothingLeftOut}</p>
      )}
    </div>
  );
}

function Link({ link }: { link: string }): ReactElement {
  return (
    <div className={styles.line}>
      <TextInput
        className={ui.grow}
        classNames={{ input: ui.mono }}
        label={SHARE.link}
        description={SHARE.length(link.length)}
        readOnly
        value={link}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button
        data-autofocus
        leftSection={<Copy size={13} aria-hidden />}
        onClick={() => void copy(link, SHARE.copied)}
      >
        {SHARE.copy}
      </Button>
    </div>
  );
}

function TooLong({ length }: { length: number }): ReactElement {
  return (
    <p role="alert" className={styles.leftOut}>
      {SHARE.tooLong(length, MAX_LINK)}
    </p>
  );
}

function contents({ selection, drafts }: ShareState): string {
  const what = { 'quick-start': SHARE.quickStart, custom: SHARE.customEvent, event: '' }[selection.kind];
  const picked = selection.kind === 'event' ? SHARE.event(selection.event) : what;
  const hasDraft = Object.values(drafts).some((draft) => draft !== null);
  return [picked, hasDraft && SHARE.draft, SHARE.view].filter(Boolean).join(', ');
}
