import { Button, Popover } from '@mantine/core';
import { Braces } from 'lucide-react';
import type { ReactElement } from 'react';
import { lazyPart } from '../../../components/lazy-part.tsx';
import { useVariables } from '../../../lib/variables.ts';
import { COMPOSER } from '../../../texts/composer.ts';

const VariablesPanel = lazyPart(COMPOSER.variables, () => import('./variables-panel.tsx'), 'VariablesPanel');

export interface VariablesButtonProps {
  readonly opened: boolean;
  readonly onOpened: (opened: boolean) => void;
  /** A name that is missing, to begin with. */
  readonly wanted?: string | undefined;
}

/** The tab's variables: how many there are, and the list on request. */
export function VariablesButton({ opened, onOpened, wanted }: VariablesButtonProps): ReactElement {
  const count = Object.keys(useVariables()).length;
  return (
    <Popover
      opened={opened}
      onChange={onOpened}
      position="bottom-end"
      withinPortal={false}
      floatingStrategy="fixed"
      shadow="md"
      trapFocus
      returnFocus
    >
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
        <VariablesPanel key={wanted} wanted={wanted} />
      </Popover.Dropdown>
    </Popover>
  );
}
