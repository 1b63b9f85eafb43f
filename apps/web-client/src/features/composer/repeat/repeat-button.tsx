import { Button, Popover } from '@mantine/core';
import { ChevronDown, Repeat } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { lazyPart } from '../../../components/lazy-part.tsx';
import { COMPOSER } from '../../../texts/composer.ts';
import { type RepeatRequest, startRepetition, useRepetition } from './repeat-store.ts';

const RepeatPanel = lazyPart(COMPOSER.repeat, () => import('./repeat-panel.tsx'), 'RepeatPanel');

export interface RepeatButtonProps extends Pick<RepeatRequest, 'entry' | 'event'> {
  /** What is sent each time; left out while the draft should not be sent. */
  readonly sending: RepeatRequest['sending'] | undefined;
  readonly onBlocked: () => void;
}

/** Sends the draft again and again. */
export function RepeatButton({ entry, event, sending, onBlocked }: RepeatButtonProps): ReactElement {
  const [opened, setOpened] = useState(false);
  const repetition = useRepetition(event);
  const isRunning = repetition !== undefined && repetition.end === undefined;
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
          onStart={(plan) => {
            setOpened(false);
            if (sending) startRepetition({ entry, event, sending, plan });
            else onBlocked();
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
