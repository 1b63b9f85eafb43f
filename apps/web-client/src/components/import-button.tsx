import { FileButton } from '@mantine/core';
import { type ReactElement, type ReactNode, useRef } from 'react';
import { formatSize } from '../lib/bytes.ts';
import { notify } from '../lib/notice.ts';
import { PARTS } from '../texts/shell.ts';

export interface ImportButtonProps {
  /** The accessible name of the file field: "Recording to import". */
  readonly label: string;
  /** The endings and media types to offer: ".json,application/json". */
  readonly accept: string;
  /** In bytes. A larger file is refused. */
  readonly maxBytes: number;
  /** Gets the text of the picked file. What it throws is shown as the reason why the file was not imported. */
  readonly onText: (text: string, name: string) => unknown;
  readonly children: (pick: () => void) => ReactNode;
}

/** Reads a file that the user picks. Whatever is wrong with it is shown in a notice. */
export function ImportButton({ label, accept, maxBytes, onText, children }: ImportButtonProps): ReactElement {
  const reset = useRef<() => void>(null);
  const read = async (file: File): Promise<void> => {
    try {
      if (file.size > maxBytes) throw new Error(PARTS.tooLarge(formatSize(maxBytes)));
      await onText(await file.text(), file.name);
    } catch (error) {
      notify({ text: PARTS.notImported(file.name, (error as Error).message), tone: 'bad' });
    }
    // The same file can be picked again.
    reset.current?.();
  };
  return (
    <FileButton
      accept={accept}
      inputProps={{ 'aria-label': label }}
      resetRef={reset}
      onChange={(file) => file && void read(file)}
    >
      {({ onClick }) => children(onClick)}
    </FileButton>
  );
}
