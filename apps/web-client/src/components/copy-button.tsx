import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { Check, Copy } from 'lucide-react';
import type { ReactElement } from 'react';

export interface CopyButtonProps {
  readonly label: string;
  readonly text: string;
}

/** Copies a text, and says that it did. */
export function CopyButton({ label, text }: CopyButtonProps): ReactElement {
  const { copied, copy, error } = useClipboard({ timeout: 1_500 });
  const Icon = copied ? Check : Copy;
  return (
    <Button
      size="compact-xs"
      variant="default"
      leftSection={<Icon size={12} aria-hidden />}
      onClick={() => copy(text)}
    >
      {error ? 'The browser refused to copy' : copied ? 'Copied' : label}
    </Button>
  );
}
