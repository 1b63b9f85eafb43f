import type { LucideIcon } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import ui from './ui.module.css';

export type Tone = 'neutral' | 'ok' | 'warn' | 'bad';

export interface BadgeProps {
  readonly tone?: Tone;
  readonly icon?: LucideIcon;
  readonly children: ReactNode;
  readonly title?: string;
}

/** A word or a number on a quiet ground; its colour only repeats what it says. */
export function Badge({ tone = 'neutral', icon: Icon, children, title }: BadgeProps): ReactElement {
  return (
    <span className={ui.badge} data-tone={tone} title={title}>
      {Icon && <Icon size={12} aria-hidden />}
      {children}
    </span>
  );
}
