import { Button, Popover } from '@mantine/core';
import { Braces, ChevronDown, Repeat } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { lazyPart } from '../../components/lazy-part.tsx';
import { useVariables } from '../../drafts/variables.ts';
import { COMPOSER } from '../../texts/composer.ts';
import { type RepeatRequest, startRepetition, useRepetitions } from './repeat/repeat-store.ts';
import { sendKey } from './use-send.ts';

const VariablesPanel = lazyPart(
  COMPOSER.variables,
  () => import('./variables/variables-panel.tsx'),
  'VariablesPanel',
);
const RepeatPanel = lazyPart(COMPOSER.repeat, () => import('./repeat/repeat-panel.tsx'), 'RepeatPanel');

const INSIDE = {
  withinPortal: false,
  floatingStrategy: 'fixed',
  shadow: 'md',
  trapFocus: true,
  returnFocus: true,
} as const;

export interface VariablesButtonProps {
  readonly server: string;
  readonly opened: boolean;
  readonly onOpened: (opened: boolean) => void;
  /** A name that is missing, to begin with. */
  readonly wanted?: string | undefined;
}

/** The variables of a server: how many there are, and the list on request. */
export function VariablesButton({ server, opened, onOpened, wanted }: VariablesButtonProps): ReactElement {
  const count = Object.keys(useVariables(server)).length;
  return (
    <Popover {...INSIDE} opened={opened} onChange={onOpened} position="bottom-end">
      <Popover.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<Braces size={13} aria-hidden />}
          onClick={() => onOpened(!opened)}
        >
          {COMPOSER.countVariables(count)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={COMPOSER.variables}>
        <VariablesPanel key={wanted} server={server} wanted={wanted} />
      </Popover.Dropdown>
    </Popover>
  );
}

export interface RepeatButtonProps extends Pick<RepeatRequest, 'entry' | 'event'> {
  /** What is sent each time; left out while the draft should not be sent. */
  readonly sending: RepeatRequest['sending'] | undefined;
  readonly onBlocked: () => void;
}

/** Sends the draft again and again. */
export function RepeatButton({ entry, event, sending, onBlocked }: RepeatButtonProps): ReactElement {
  const [opened, setOpened] = useState(false);
  const isRunning = useRepetitions((running) => running.has(sendKey(entry, event)));
  return (
    <Popover {...INSIDE} opened={opened} onChange={setOpened} position="top-end">
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
