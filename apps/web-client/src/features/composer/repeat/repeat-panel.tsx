import { EDITORS } from '../../../texts/editors.ts';
import '@mantine/core/styles/Checkbox.layer.css';
import { Button, Checkbox, NumberInput } from '@mantine/core';
import { Play } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import styles from './repeat.module.css';
import { planProblem, REPEAT_LIMITS, type RepeatPlan } from './run-repeat.ts';

export interface RepeatPanelProps {
  readonly clientName: string;
  readonly running: boolean;
  readonly onStart: (plan: RepeatPlan, stopOnLeave: boolean) => void;
}

/** How often and how many times. */
export function RepeatPanel({ clientName, running, onStart }: RepeatPanelProps): ReactElement {
  const [every, setEvery] = useState<number | string>(1_000);
  const [times, setTimes] = useState<number | string>(10);
  const [overlap, setOverlap] = useState(false);
  const [stopOnLeave, setStopOnLeave] = useState(false);
  const plan = { every: toNumber(every), times: toNumber(times), overlap };
  const problem = planProblem(plan);
  return (
    <form
      className={styles.panel}
      onSubmit={(event) => {
        event.preventDefault();
        if (!problem) onStart(plan, stopOnLeave);
      }}
    >
      <div className={styles.numbers}>
        <NumberInput
          label={EDITORS.every}
          suffix={EDITORS.milliseconds}
          min={REPEAT_LIMITS.minEvery}
          max={REPEAT_LIMITS.maxEvery}
          step={100}
          clampBehavior="none"
          data-autofocus
          value={every}
          onChange={setEvery}
        />
        <NumberInput
          label={EDITORS.times}
          min={1}
          max={REPEAT_LIMITS.maxTimes}
          clampBehavior="none"
          value={times}
          onChange={setTimes}
        />
      </div>
      <Checkbox
        label={EDITORS.overlap}
        checked={overlap}
        onChange={(event) => setOverlap(event.currentTarget.checked)}
      />
      <Checkbox
        label={EDITORS.stopOnLeave}
        checked={stopOnLeave}
        onChange={(event) => setStopOnLeave(event.currentTarget.checked)}
      />
      {problem && (
        <p className={styles.problem} role="alert">
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
