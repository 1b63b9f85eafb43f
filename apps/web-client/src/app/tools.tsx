import { Command, Keyboard, Link2 } from 'lucide-react';
import type { ReactElement } from 'react';
import { IconButton } from '../components/icon-button.tsx';
import { showKey } from './keys.ts';
import { ThemeSwitch } from './theme-switch.tsx';

export interface ToolsProps {
  readonly onPalette: () => void;
  readonly onShare: () => void;
  readonly onHelp: () => void;
}

/** The console's own buttons. */
export function Tools({ onPalette, onShare, onHelp }: ToolsProps): ReactElement {
  return (
    <>
      <IconButton label={`Command palette (${showKey('Mod+K')})`} icon={Command} onClick={onPalette} />
      <IconButton label="Share a link" icon={Link2} onClick={onShare} />
      <ThemeSwitch />
      <IconButton label="Keys" icon={Keyboard} onClick={onHelp} />
    </>
  );
}
