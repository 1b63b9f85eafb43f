import { type LucideIcon, X } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Dialog } from './dialog.tsx';
import { IconButton } from './icon-button.tsx';
import ui from './ui.module.css';

interface HeaderProps {
  readonly title: string;
  /** Whose it is, and when it was. */
  readonly where: string;
  readonly badge?: ReactNode;
}

export interface DetailHeaderProps extends HeaderProps {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly onClick: () => void;
}

/** What stands above the details of one row: what it is, and a button. */
export function DetailHeader(props: DetailHeaderProps): ReactElement {
  const { title, where, badge, label, icon, onClick } = props;
  return (
    <header className={ui.head}>
      <h3 className={`${ui.mono} ${ui.clip}`}>{title}</h3>
      {badge}
      <span className={`${ui.hint} ${ui.grow} ${ui.clip}`} style={{ minWidth: 90 }}>
        {where}
      </span>
      <IconButton label={label} icon={icon} onClick={onClick} />
    </header>
  );
}

export interface DetailPlaceProps extends HeaderProps {
  readonly label: string;
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly narrow: boolean;
  readonly children: ReactNode;
}

const BELOW = { borderTop: '1px solid var(--sb-line-strong)', flex: '0 0 var(--details, 48%)' };
const SHEET = { height: 'calc(100dvh - 66px)', margin: '0 -14px -14px' };

/** Where one row is read: below the rows, or over the screen where that is narrow. */
export function DetailPlace(props: DetailPlaceProps): ReactElement {
  const { title, where, badge, label, closeLabel, onClose, narrow, children } = props;
  if (narrow) {
    return (
      <Dialog opened fullScreen onClose={onClose} title={`${title}: ${where}`} closeLabel={closeLabel}>
        <div className={ui.fill} style={SHEET}>
          {children}
        </div>
      </Dialog>
    );
  }
  return (
    <section className={ui.fill} style={BELOW} aria-label={label}>
      <DetailHeader {...{ title, where, badge, onClick: onClose }} label={closeLabel} icon={X} />
      {children}
    </section>
  );
}
