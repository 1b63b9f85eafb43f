import { Menu } from '@mantine/core';
import { EllipsisVertical, type LucideIcon } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { IconButton } from './icon-button.tsx';

export interface MenuOption {
  readonly text: string;
  readonly icon: LucideIcon;
  /** A function is asked again when the menu opens. */
  readonly disabled?: boolean | (() => boolean);
  readonly onClick: () => unknown;
}

export interface OptionsMenuProps {
  readonly label: string;
  readonly options: readonly MenuOption[];
}

/** What can be done with one item of a list. */
export function OptionsMenu({ label, options }: OptionsMenuProps): ReactElement {
  // Its state is here so that opening it renders the options again.
  const [opened, setOpened] = useState(false);
  return (
    <Menu position="bottom-end" opened={opened} onChange={setOpened}>
      <Menu.Target>
        <IconButton label={label} icon={EllipsisVertical} />
      </Menu.Target>
      <Menu.Dropdown>
        {options.map(({ text, icon: Icon, disabled = false, onClick }) => (
          <Menu.Item
            key={text}
            leftSection={<Icon size={13} aria-hidden />}
            disabled={typeof disabled === 'function' ? disabled() : disabled}
            onClick={onClick}
          >
            {text}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
