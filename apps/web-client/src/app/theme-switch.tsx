import { ActionIcon, Menu, useMantineColorScheme } from '@mantine/core';
import { Check, Monitor } from 'lucide-react';
import type { ReactElement } from 'react';
import { SCHEMES } from './theme-schemes.ts';

/** Light, dark, or what the system says; public/theme.js applies the choice before the first paint. */
export function ThemeSwitch(): ReactElement {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { icon: Icon, label } = SCHEMES.find(({ value }) => value === colorScheme) ?? {
    icon: Monitor,
    label: 'System',
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={`Theme: ${label}`} title={`Theme: ${label}`}>
          <Icon size={15} aria-hidden />
        </ActionIcon>
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
