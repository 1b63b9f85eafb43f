import { Copy } from 'lucide-react';
import type { ReactElement } from 'react';
import { copy } from './copy.tsx';
import { SmallButton } from './small-button.tsx';

export interface CopyButtonProps {
  readonly label: string;
  readonly text: string;
  /** Completes "Copied …". @default 'it' */
  readonly what?: string;
}

/** Copies a text, and says that it did. */
export function CopyButton({ label, text, what = 'it' }: CopyButtonProps): ReactElement {
  return (
    <SmallButton icon={Copy} onClick={() => void copy(text, what)}>
      {label}
    </SmallButton>
  );
}
