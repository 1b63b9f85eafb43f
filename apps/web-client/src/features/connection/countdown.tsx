import type { ReactElement } from 'react';
import { useNow } from './clock.ts';

/** The seconds until an attempt, counted down. It is silent for a screen reader: it would talk each second. */
export function Countdown({ until }: { until: number }): ReactElement {
  const seconds = Math.max(0, Math.ceil((until - useNow()) / 1_000));
  return <span role="timer">Next attempt in {seconds} s</span>;
}
