import { ActionIcon, Button, type MantineColorScheme, Menu, useMantineColorScheme } from '@mantine/core';
import { Check, Command, Keyboard, Link2, type LucideIcon, Monitor, Moon, Sun } from 'lucide-react';
import type { ReactElement } from 'react';
import { IconButton } from '../components/icon-button.tsx';

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
    { label: 'Command palette', icon: Command, onClick: onPalette },
    { label: 'Share a link', icon: Link2, onClick: onShare },
    { label: 'Keys', icon: Keyboard, onClick: onHelp },
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
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
  { value: 'auto', label: 'System', icon: Monitor },
];

/** Light, dark, or what the system says; public/theme.js applies the choice before the first paint. */
function ThemeSwitch({ named }: { named: boolean }): ReactElement {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { icon: Icon, label } = SCHEMES.find(({ value }) => value === colorScheme) ?? {
    icon: Monitor,
    label: 'System',
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        {named ? (
          <Button variant="default" size="sm" leftSection={<Icon size={15} aria-hidden />}>
            Theme: {label}
          </Button>
        ) : (
          <ActionIcon aria-label={`Theme: ${label}`} title={`Theme: ${label}`}>
            <Icon size={15} aria-hidden />
          </ActionIcon>
        )}
      </Menu.Target>
      <Menu.Dropdown>
        {SCHEMES.map(({ value, label: name, icon: Choice }) => (
          <Menu.Item
            key={value}
            leftSection={<Choice size={13} aria-hidden />}
            rightSection={value === colorScheme && <Check size={13} aria-label="chosen" />}
            onClick={() => setColorScheme(value)}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
