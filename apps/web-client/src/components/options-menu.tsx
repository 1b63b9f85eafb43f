import { Menu } from '@mantine/core';
import { EllipsisVertical, type LucideIcon } from 'lucide-react';
import type { ReactElement } from 'react';
import { IconButton } from './icon-button.tsx';

export interface MenuOption {
  readonly text: string;
  readonly icon: LucideIcon;
  readonly disabled?: boolean;
  readonly onClick: () => unknown;
}

export interface OptionsMenuProps {
  /** The accessible name of the button that opens it. */
  readonly label: string;
  readonly options: readonly MenuOption[];
}

/** What can be done with one item of a list. */
export function OptionsMenu({ label, options }: OptionsMenuProps): ReactElement {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <IconButton label={label} icon={EllipsisVertical} />
      </Menu.Target>
      <Menu.Dropdown>
        {options.map(({ text, icon: Icon, disabled = false, onClick }) => (
          <Menu.Item
            key={text}
            leftSection={<Icon size={13} aria-hidden />}
            disabled={disabled}
            onClick={onClick}
          >
            {text}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
