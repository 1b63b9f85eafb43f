import { Button } from '@mantine/core';
import { Command, Keyboard, Link2 } from 'lucide-react';
import type { ReactElement } from 'react';
import { IconButton } from '../components/icon-button.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

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
