import { type LucideIcon, X } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import styles from './detail-header.module.css';
import { Dialog } from './dialog.tsx';
import { IconButton } from './icon-button.tsx';
import ui from './ui.module.css';

interface HeaderProps {
  readonly title: string;
  /** Whose it is, and when it was. */
  readonly where: string;
  /** Stands between the two. */
  readonly badge?: ReactNode;
}

export interface DetailHeaderProps extends HeaderProps {
  /** The button at the end. */
  readonly label: string;
  readonly icon: LucideIcon;
  readonly onClick: () => void;
}

/** What stands above the details of one row: what it is, and a button. */
export function DetailHeader(props: DetailHeaderProps): ReactElement {
  const { title, where, badge, label, icon, onClick } = props;
  return (
    <header className={styles.header}>
      <h3 className={`${ui.clip} ${styles.title}`}>{title}</h3>
      {badge}
      <span className={`${ui.clip} ${ui.hint} ${styles.where}`}>{where}</span>
      <IconButton label={label} icon={icon} onClick={onClick} />
    </header>
  );
}

export interface DetailPlaceProps extends HeaderProps {
  /** The accessible name of the place. */
  readonly label: string;
  readonly closeLabel: string;
  readonly onClose: () => void;
  /** Whether it covers the screen. */
  readonly narrow: boolean;
  readonly children: ReactNode;
}

/** Where one row is read: below the rows, or over the screen where that is narrow. */
export function DetailPlace(props: DetailPlaceProps): ReactElement {
  const { title, where, badge, label, closeLabel, onClose, narrow, children } = props;
  if (narrow) {
    return (
      <Dialog opened fullScreen onClose={onClose} title={`${title}: ${where}`} closeLabel={closeLabel}>
        <div className={`${ui.fill} ${styles.sheet}`}>{children}</div>
      </Dialog>
    );
  }
  return (
    <section className={`${ui.fill} ${styles.place}`} aria-label={label}>
      <DetailHeader
        title={title}
        where={where}
        badge={badge}
        label={closeLabel}
        icon={X}
        onClick={onClose}
      />
      {children}
    </section>
  );
}
