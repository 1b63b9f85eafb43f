import { ActionIcon } from '@mantine/core';
import type { LucideIcon } from 'lucide-react';
import type { ReactElement } from 'react';

export interface IconButtonProps {
  /** The accessible name, also shown as a tooltip. */
  readonly label: string;
  readonly icon: LucideIcon;
  readonly onClick: () => void;
  /** For a button that stays in: whether it is. */
  readonly pressed?: boolean;
  readonly disabled?: boolean;
}

export function IconButton({ label, icon: Icon, onClick, pressed, disabled }: IconButtonProps): ReactElement {
  return (
    <ActionIcon
      aria-label={label}
      title={label}
      onClick={onClick}
      variant={pressed ? 'light' : 'subtle'}
      color={pressed ? 'accent' : 'gray'}
      {...(pressed !== undefined && { 'aria-pressed': pressed })}
      {...(disabled && { disabled })}
    >
      <Icon size={15} aria-hidden />
    </ActionIcon>
  );
}
