import type { MantineColorScheme } from '@mantine/core';
import { type LucideIcon, Monitor, Moon, Sun } from 'lucide-react';

export interface Scheme {
  readonly value: MantineColorScheme;
  readonly label: string;
  readonly icon: LucideIcon;
}

export const SCHEMES: readonly Scheme[] = [
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
  { value: 'auto', label: 'System', icon: Monitor },
];
