import '@mantine/core/styles/Checkbox.css';
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
          label="Every"
          suffix=" ms"
          min={REPEAT_LIMITS.minEvery}
          max={REPEAT_LIMITS.maxEvery}
          step={100}
          clampBehavior="none"
          data-autofocus
          value={every}
          onChange={setEvery}
        />
        <NumberInput
          label="Times"
          min={1}
          max={REPEAT_LIMITS.maxTimes}
          clampBehavior="none"
          value={times}
          onChange={setTimes}
        />
      </div>
      <Checkbox
        label="Send the next one without waiting for the reply"
        checked={overlap}
        onChange={(event) => setOverlap(event.currentTarget.checked)}
      />
      <Checkbox
        label="Stop when I leave this event"
        checked={stopOnLeave}
        onChange={(event) => setStopOnLeave(event.currentTarget.checked)}
      />
      {problem && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      <Button type="submit" disabled={problem !== undefined} leftSection={<Play size={13} aria-hidden />}>
        {running ? 'Restart' : 'Start'} as {clientName}
      </Button>
    </form>
  );
}

function toNumber(value: number | string): number {
  return value === '' ? Number.NaN : Number(value);
}
