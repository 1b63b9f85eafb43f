import { COMPOSER } from '../../../texts/composer.ts';

export interface RepeatPlan {
  /** Milliseconds from one start to the next. */
  readonly every: number;
  readonly times: number;
  /** Whether a send starts while an earlier one still waits for its reply. */
  readonly overlap: boolean;
  /** Whether it ends when its event is no longer shown. */
  readonly stopOnLeave?: boolean;
}

export interface RepeatProgress {
  readonly sent: number;
  readonly ok: number;
  readonly errors: number;
}

export const REPEAT_LIMITS = { minEvery: 10, maxEvery: 3_600_000, maxTimes: 10_000 } as const;

/** What is wrong with a plan, or `undefined` if it can be run. */
export function planProblem({ every, times }: RepeatPlan): string | undefined {
  const { minEvery, maxEvery, maxTimes } = REPEAT_LIMITS;
  if (!Number.isInteger(times) || times < 1 || times > maxTimes) {
    return COMPOSER.timesOutside(maxTimes);
  }
  if (!Number.isFinite(every) || every < minEvery || every > maxEvery) {
    return COMPOSER.pauseOutside(minEvery, maxEvery);
  }
  return undefined;
}

/**
 * Sends again and again by a plan. `send` resolves to whether it went well. Without `overlap` a send that is due waits
 * for the reply of the one before. Resolves when all are answered, or soon after `signal` is aborted.
 */
export async function runRepeat(
  plan: RepeatPlan,
  send: () => Promise<boolean>,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (progress: RepeatProgress) => void },
): Promise<void> {
  const progress = { sent: 0, ok: 0, errors: 0 };
  const one = async (): Promise<void> => {
    progress.sent += 1;
    onProgress({ ...progress });
    const ok = await send().catch(() => false);
    if (signal.aborted) return;
    progress[ok ? 'ok' : 'errors'] += 1;
    onProgress({ ...progress });
  };
  const aborted = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  const open: Promise<void>[] = [];
  while (progress.sent < plan.times && !signal.aborted) {
    const due = pause(plan.every);
    const answered = one();
    open.push(answered);
    if (progress.sent === plan.times) break;
    await Promise.race([plan.overlap ? due : Promise.all([due, answered]), aborted]);
  }
  await Promise.race([Promise.all(open), aborted]);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
