import { ActionIcon, type ActionIconProps } from '@mantine/core';
import type { LucideIcon } from 'lucide-react';
import type { ComponentProps, ReactElement } from 'react';

export interface IconButtonProps
  extends ActionIconProps,
    Omit<ComponentProps<'button'>, keyof ActionIconProps> {
  /** The accessible name, also shown as a tooltip. */
  readonly label: string;
  readonly icon: LucideIcon;
  /** For a button that stays in: whether it is. */
  readonly pressed?: boolean;
}

export function IconButton({ label, icon: Icon, pressed, ...props }: IconButtonProps): ReactElement {
  return (
    <ActionIcon
      aria-label={label}
      title={label}
      variant={pressed ? 'light' : 'subtle'}
      color={pressed ? 'accent' : 'gray'}
      {...(pressed !== undefined && { 'aria-pressed': pressed })}
      {...props}
    >
      <Icon size={15} aria-hidden />
    </ActionIcon>
  );
}
