import { Button, type ButtonProps } from '@mantine/core';
import type { LucideIcon } from 'lucide-react';
import type { ComponentProps, ReactElement } from 'react';

interface SmallButtonProps extends ButtonProps, Omit<ComponentProps<'button'>, keyof ButtonProps> {
  readonly icon: LucideIcon;
}

/** A button in a bar of many. */
export function SmallButton({ icon: Icon, ...props }: SmallButtonProps): ReactElement {
  return (
    <Button size="compact-xs" variant="default" leftSection={<Icon size={12} aria-hidden />} {...props} />
  );
}
