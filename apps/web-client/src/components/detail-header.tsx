import type { LucideIcon } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { IconButton } from './icon-button.tsx';
import ui from './ui.module.css';

export interface DetailHeaderProps {
  readonly title: string;
  /** Whose it is, and when it was. */
  readonly where: string;
  /** Stands between the two. */
  readonly children?: ReactNode;
  /** The button at the end. */
  readonly label: string;
  readonly icon: LucideIcon;
  readonly onClick: () => void;
}

/** What stands above the details of one row: what it is, and the button that closes it. */
export function DetailHeader(props: DetailHeaderProps): ReactElement {
  const { title, where, children, label, icon, onClick } = props;
  return (
    <header className={ui.head}>
      <h3 className={`${ui.mono} ${ui.clip}`}>{title}</h3>
      {children}
      <span className={`${ui.hint} ${ui.grow} ${ui.clip}`} style={{ minWidth: 90 }}>
        {where}
      </span>
      <IconButton label={label} icon={icon} onClick={onClick} />
    </header>
  );
}
