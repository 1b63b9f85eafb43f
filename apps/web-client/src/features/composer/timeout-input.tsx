import { TextInput } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { storedState } from '../../lib/storage.ts';
import { COMPOSER } from '../../texts/composer.ts';
import styles from './send-bar.module.css';

const MAX_TIMEOUT = 600_000;

interface TimeoutState {
  /** Milliseconds that the composer waits for a reply. */
  readonly timeout: number;
  setTimeout(timeout: number): void;
}

/** Survives a reload. */
export const useTimeout = create<TimeoutState>()(
  persist((set) => ({ timeout: 5_000, setTimeout: (timeout) => set({ timeout }) }), {
    name: 'switchboard.timeout',
    storage: storedState<TimeoutState>(),
    merge: (stored, state) => {
      const timeout: unknown = Object(stored).timeout;
      return { ...state, ...(isTimeout(timeout) && { timeout }) };
    },
  }),
);

/** How long a send waits for its reply. A text that is no such time is marked, and given up when the field is left. */
export function TimeoutInput(): ReactElement {
  const { timeout, setTimeout } = useTimeout();
  const [text, setText] = useState<string>();
  return (
    <TextInput
      aria-label={COMPOSER.timeout}
      title={COMPOSER.timeoutHint(MAX_TIMEOUT)}
      className={styles.timeout}
      inputMode="numeric"
      autoComplete="off"
      rightSection={COMPOSER.milliseconds}
      rightSectionWidth={24}
      value={text ?? timeout}
      error={text !== undefined && !isTimeout(Number(text))}
      onChange={({ currentTarget: { value } }) => {
        setText(value);
        if (isTimeout(Number(value))) setTimeout(Number(value));
      }}
      onBlur={() => setText(undefined)}
    />
  );
}

function isTimeout(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MAX_TIMEOUT;
}
