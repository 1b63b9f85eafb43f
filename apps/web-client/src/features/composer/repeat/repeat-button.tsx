import { Button, Popover } from '@mantine/core';
import { ChevronDown, Repeat } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import type { NamedClient } from '../../../clients/named-client.ts';
import { lazyPart } from '../../../components/lazy-part.tsx';
import { COMPOSER } from '../../../texts/composer.ts';
import { useTimeout } from '../timeout-input.tsx';
import type { Sending } from '../use-send.ts';
import { startRepetition, useRepetition } from './repeat-store.ts';

const RepeatPanel = lazyPart(
  COMPOSER.repeat,
  () => import('./repeat-panel.tsx'),
  ({ RepeatPanel }) => RepeatPanel,
);

export interface RepeatButtonProps {
  readonly entry: NamedClient;
  readonly event: string;
  /** What is sent each time; left out while the draft cannot be sent. */
  readonly sending: Sending | undefined;
  /** Why the draft should not be sent, if so. */
  readonly blocked: boolean;
  readonly onBlocked: () => void;
}

/** Sends the draft again and again. */
export function RepeatButton({ entry, event, sending, blocked, onBlocked }: RepeatButtonProps): ReactElement {
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
          title={COMPOSER.repeat}
          leftSection={<Repeat size={14} aria-hidden />}
          rightSection={<ChevronDown size={13} aria-hidden />}
          onClick={() => setOpened(!opened)}
        >
          <span data-word>{COMPOSER.repeat}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={COMPOSER.repeat}>
        <RepeatPanel
          clientName={entry.name}
          running={isRunning}
          onStart={(plan, stopOnLeave) => {
            setOpened(false);
            if (blocked || !sending) onBlocked();
            else startRepetition({ entry, event, sending, timeout, plan, stopOnLeave });
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
