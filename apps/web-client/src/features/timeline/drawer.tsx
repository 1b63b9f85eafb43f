import { X } from 'lucide-react';
import { lazy, memo, type ReactElement, Suspense } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorBoundary } from '../../components/error-boundary.tsx';
import { formatTime } from '../../components/format-time.ts';
import { IconButton } from '../../components/icon-button.tsx';
import type { DetailProps } from './detail/detail.tsx';
import styles from './drawer.module.css';
import { useDrawerSize } from './drawer-size.ts';
import { DrawerSplitter } from './drawer-splitter.tsx';
import { FlawBadge } from './flaw-badge.tsx';
import { flawOf } from './row-facts.ts';

const Detail = lazy(() => import('./detail/detail.tsx').then(({ Detail: detail }) => ({ default: detail })));

export interface DrawerProps extends DetailProps {
  /** Whether it covers the screen. */
  readonly narrow: boolean;
  readonly onClose: () => void;
}

/** Where a row is read: below the rows, or over the screen where that is narrow. */
export const Drawer = memo(function Drawer({ narrow, onClose, ...detail }: DrawerProps): ReactElement {
  const { row, findClient } = detail;
  const size = useDrawerSize((drawer) => drawer.size);
  const title = titleOf(row);
  const where = `${findClient(row.entry.clientId).name}, ${formatTime(row.entry.at)}`;
  const body = (
    <ErrorBoundary
      resetKey={row.key}
      fallback={(error) => (
        <p className={styles.hint} role="alert">
          This row cannot be shown: {error.message}. The others can.
        </p>
      )}
    >
      <Suspense fallback={<p className={styles.hint}>Loading…</p>}>
        <Detail {...detail} />
      </Suspense>
    </ErrorBoundary>
  );
  if (narrow) {
    return (
      <Dialog opened fullScreen onClose={onClose} title={`${title}: ${where}`} closeLabel="Close the details">
        <div className={styles.sheet}>{body}</div>
      </Dialog>
    );
  }
  return (
    <section className={styles.drawer} style={{ flexBasis: `${size}%` }} aria-label="Details">
      <DrawerSplitter />
      <header className={styles.header}>
        <h3 className={styles.title}>{title}</h3>
        <FlawBadge flaw={flawOf(row)} />
        <span className={styles.where}>{where}</span>
        <IconButton label="Close the details" icon={X} onClick={onClose} />
      </header>
      {body}
    </section>
  );
});

function titleOf({ kind, entry }: DetailProps['row']): string {
  if (kind === 'answer') return `Reply to ${entry.event}`;
  return entry.kind === 'state' ? `Connection ${entry.state.status}` : entry.event;
}
