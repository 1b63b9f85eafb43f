import { X } from 'lucide-react';
import { memo, type ReactElement } from 'react';
import { DetailHeader } from '../../components/detail-header.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { formatTime } from '../../components/format-time.ts';
import { lazyPart } from '../../components/lazy-part.tsx';
import { answerKind } from '../../lib/entry.ts';
import { DETAILS } from '../../texts/details.ts';
import type { DetailProps } from './detail/detail.tsx';
import styles from './drawer.module.css';
import { flawOf } from './rows.ts';
import { FlawBadge } from './timeline-row.tsx';

const Detail = lazyPart(
  DETAILS.part,
  () => import('./detail/detail.tsx'),
  ({ Detail: detail }) => detail,
);

export interface DrawerProps extends DetailProps {
  /** Whether it covers the screen. */
  readonly narrow: boolean;
  readonly onClose: () => void;
}

/** Where a row is read: below the rows, or over the screen where that is narrow. */
export const Drawer = memo(function Drawer({ narrow, onClose, ...detail }: DrawerProps): ReactElement {
  const { row, findClient } = detail;
  const title = titleOf(row);
  const where = `${findClient(row.entry.clientId).name}, ${formatTime(row.entry.at)}`;
  // By its key, so that the row after one that cannot be shown is shown.
  const body = <Detail key={row.key} {...detail} />;
  if (narrow) {
    return (
      <Dialog opened fullScreen onClose={onClose} title={`${title}: ${where}`} closeLabel={DETAILS.close}>
        <div className={styles.sheet}>{body}</div>
      </Dialog>
    );
  }
  return (
    <section className={styles.drawer} aria-label={DETAILS.region}>
      <DetailHeader title={title} where={where} label={DETAILS.close} icon={X} onClick={onClose}>
        <FlawBadge flaw={flawOf(row)} />
      </DetailHeader>
      {body}
    </section>
  );
});

function titleOf({ kind, entry }: DetailProps['row']): string {
  if (kind === 'entry') return entry.kind === 'state' ? DETAILS.connection(entry.state.status) : entry.event;
  const isSilent = entry.answer && answerKind(entry.answer) === 'none';
  return isSilent ? DETAILS.noReplyTo(entry.event) : DETAILS.replyTo(entry.event);
}
