import '@mantine/core/styles/Checkbox.layer.css';
import { Button, Checkbox, Group, NumberInput } from '@mantine/core';
import { Play } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import ui from '../../../components/ui.module.css';
import { EDITORS } from '../../../texts/editors.ts';
import { planProblem, REPEAT_LIMITS, type RepeatPlan } from './repeat-store.ts';

export interface RepeatPanelProps {
  readonly clientName: string;
  readonly running: boolean;
  readonly onStart: (plan: RepeatPlan) => void;
}

/** A number that is being typed is a text. */
interface Fields {
  readonly every: number | string;
  readonly times: number | string;
  readonly overlap: boolean;
}

/** How often and how many times. */
export function RepeatPanel({ clientName, running, onStart }: RepeatPanelProps): ReactElement {
  const [fields, setFields] = useState<Fields>({ every: 1_000, times: 10, overlap: false });
  const change = (part: Partial<Fields>): void => setFields({ ...fields, ...part });
  const plan = { ...fields, every: toNumber(fields.every), times: toNumber(fields.times) };
  const problem = planProblem(plan);
  return (
    <form
      className={ui.form}
      style={{ width: 272 }}
      onSubmit={(event) => {
        event.preventDefault();
        if (!problem) onStart(plan);
      }}
    >
      <Group grow gap="xs">
        <NumberInput
          label={EDITORS.every}
          suffix={EDITORS.milliseconds}
          min={REPEAT_LIMITS.minEvery}
          max={REPEAT_LIMITS.maxEvery}
          step={100}
          clampBehavior="none"
          data-autofocus
          value={fields.every}
          onChange={(every) => change({ every })}
        />
        <NumberInput
          label={EDITORS.times}
          min={1}
          max={REPEAT_LIMITS.maxTimes}
          clampBehavior="none"
          value={fields.times}
          onChange={(times) => change({ times })}
        />
      </Group>
      <Checkbox
        label={EDITORS.overlap}
        checked={fields.overlap}
        onChange={({ currentTarget }) => change({ overlap: currentTarget.checked })}
      />
      {problem && (
        <p className={`${ui.small} ${ui.bad}`} role="alert">
          {problem}
        </p>
      )}
      <Button type="submit" disabled={problem !== undefined} leftSection={<Play size={13} aria-hidden />}>
        {EDITORS.startAs(clientName, running)}
      </Button>
    </form>
  );
}

function toNumber(value: number | string): number {
  return value === '' ? Number.NaN : Number(value);
}
