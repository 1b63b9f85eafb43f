import { ActionIcon, Button, type MantineColorScheme, Menu, useMantineColorScheme } from '@mantine/core';
import { Check, Command, Keyboard, Link2, type LucideIcon, Monitor, Moon, Sun } from 'lucide-react';
import type { ReactElement } from 'react';
import { IconButton } from '../components/icon-button.tsx';
import { SHELL } from '../texts/shell.ts';

export interface ToolsProps {
  readonly onPalette: () => void;
  readonly onShare: () => void;
  readonly onHelp: () => void;
  /** Whether their names are in sight, as where nothing hovers. */
  readonly named: boolean;
}

/** The console's own buttons. */
export function Tools({ onPalette, onShare, onHelp, named }: ToolsProps): ReactElement {
  const tools = [
    { label: SHELL.palette, icon: Command, onClick: onPalette },
    { label: SHELL.share, icon: Link2, onClick: onShare },
    { label: SHELL.keys, icon: Keyboard, onClick: onHelp },
  ];
  return (
    <>
      {tools.map(({ label, icon: Icon, onClick }) =>
        named ? (
          <Button
            key={label}
            variant="default"
            size="sm"
            leftSection={<Icon size={15} aria-hidden />}
            onClick={onClick}
          >
            {label}
          </Button>
        ) : (
          <IconButton key={label} label={label} icon={Icon} onClick={onClick} />
        ),
      )}
      <ThemeSwitch named={named} />
    </>
  );
}

interface Scheme {
  readonly value: MantineColorScheme;
  readonly label: string;
  readonly icon: LucideIcon;
}

export const SCHEMES: readonly Scheme[] = [
  { value: 'light', label: SHELL.light, icon: Sun },
  { value: 'dark', label: SHELL.dark, icon: Moon },
  { value: 'auto', label: SHELL.system, icon: Monitor },
];

/** Light, dark, or what the system says; public/theme.js applies the choice before the first paint. */
function ThemeSwitch({ named }: { named: boolean }): ReactElement {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { icon: Icon, label } = SCHEMES.find(({ value }) => value === colorScheme) ?? {
    icon: Monitor,
    label: SHELL.system,
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        {named ? (
          <Button variant="default" size="sm" leftSection={<Icon size={15} aria-hidden />}>
            {SHELL.theme(label)}
          </Button>
        ) : (
          <ActionIcon aria-label={SHELL.theme(label)} title={SHELL.theme(label)}>
            <Icon size={15} aria-hidden />
          </ActionIcon>
        )}
      </Menu.Target>
      <Menu.Dropdown>
        {SCHEMES.map(({ value, label: name, icon: Choice }) => (
          <Menu.Item
            key={value}
            leftSection={<Choice size={13} aria-hidden />}
            rightSection={value === colorScheme && <Check size={13} aria-label={SHELL.chosen} />}
            onClick={() => setColorScheme(value)}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
