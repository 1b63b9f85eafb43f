import { Button, Popover } from '@mantine/core';
import { ChevronDown, Repeat } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { lazyPart } from '../../../components/lazy-part.tsx';
import type { NamedClient } from '../../../lib/named-clients.ts';
import { useTimeout } from '../timeout-input.tsx';
import { startRepetition, useRepetition } from './repeat-store.ts';

const RepeatPanel = lazyPart('Repeat', async () => (await import('./repeat-panel.tsx')).RepeatPanel);

export interface RepeatButtonProps {
  readonly entry: NamedClient;
  readonly event: string;
  /** What is sent each time; left out while the draft cannot be sent. */
  readonly payload: { readonly value: unknown } | undefined;
  /** Why the draft should not be sent, if so. */
  readonly blocked: boolean;
  readonly onBlocked: () => void;
}

/** Sends the draft again and again. */
export function RepeatButton({ entry, event, payload, blocked, onBlocked }: RepeatButtonProps): ReactElement {
  const [opened, setOpened] = useState(false);
  const timeout = useTimeout(({ timeout: milliseconds }) => milliseconds);
  const running = useRepetition(event);
  const isRunning = running !== undefined && running.end === undefined;
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="top-end"
      withinPortal={false}
      floatingStrategy="fixed"
      shadow="md"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Button
          variant={isRunning ? 'light' : 'default'}
          title="Repeat"
          leftSection={<Repeat size={14} aria-hidden />}
          rightSection={<ChevronDown size={13} aria-hidden />}
          onClick={() => setOpened(!opened)}
        >
          <span data-word>Repeat</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Repeat">
        <RepeatPanel
          clientName={entry.name}
          running={isRunning}
          onStart={(plan, stopOnLeave) => {
            setOpened(false);
            if (blocked || !payload) onBlocked();
            else startRepetition({ entry, event, payload: payload.value, timeout, plan, stopOnLeave });
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
