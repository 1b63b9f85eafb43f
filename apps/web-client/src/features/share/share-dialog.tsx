import { Button, Group, TextInput } from '@mantine/core';
import { Copy } from 'lucide-react';
import { type ReactElement, useEffect, useState } from 'react';
import { describeTarget } from '../../clients/target.ts';
import { copy } from '../../components/copy.tsx';
import { Dialog } from '../../components/dialog.tsx';
import ui from '../../components/ui.module.css';
import { SHARE } from '../../texts/share.ts';
import { encodeShare, MAX_LINK } from './share-link.ts';
import type { ShareState } from './share-state.ts';

/** What is about to be shared. */
export interface Shared {
  readonly state: ShareState;
  /** Secrets that are not in it, in words. */
  readonly leftOut: readonly string[];
  /** Whether there is a draft of which no schema says what is secret. */
  readonly isGuessed: boolean;
}

/** Shows a link to what is in sight, what it carries and what it does not. */
export function ShareDialog(props: Shared & { onClose: () => void }): ReactElement {
  const { state, leftOut, isGuessed, onClose } = props;
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
  return (
    <Dialog opened onClose={onClose} title={SHARE.title} size="lg">
      <div className={ui.form}>
        {link === undefined ? <p role="status">{SHARE.making}</p> : <LinkField link={link} />}
        <p>{SHARE.carries(contents(state))}</p>
        {leftOut.length > 0 && <p className={ui.warn}>{SHARE.leftOut(leftOut.join(', '))}</p>}
        {isGuessed && <p className={ui.warn}>{SHARE.guessed}</p>}
        {leftOut.length === 0 && !isGuessed && <p className={ui.hint}>{SHARE.nothingLeftOut}</p>}
      </div>
    </Dialog>
  );
}

function LinkField({ link }: { link: string }): ReactElement {
  if (link.length > MAX_LINK)
    return (
      <p role="alert" className={ui.warn}>
        {SHARE.tooLong(link.length, MAX_LINK)}
      </p>
    );
  return (
    <Group align="flex-end" gap={8} wrap="nowrap">
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
    </Group>
  );
}

function contents({ selection, drafts, target }: ShareState): string {
  const what = { 'quick-start': SHARE.quickStart, custom: SHARE.customEvent, event: '' }[selection.kind];
  const picked = selection.kind === 'event' ? SHARE.event(selection.event) : what;
  const hasDraft = Object.values(drafts).some((draft) => draft !== null);
  return [picked, hasDraft && SHARE.draft, target && SHARE.server(describeTarget(target)), SHARE.view]
    .filter(Boolean)
    .join(', ');
}
