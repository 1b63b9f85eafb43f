import { create } from 'zustand';
import type { NamedClient } from '../../../clients/named-client.ts';
import { notify } from '../../../lib/notice.ts';
import { pause } from '../../../lib/pause.ts';
import { COMPOSER } from '../../../texts/composer.ts';
import { isOk } from '../../../traffic/entry.ts';
import { keepOutcome, type Outcome, outcomeOf, type Sending, sendKey, useSendSettings } from '../use-send.ts';

export interface RepeatPlan {
  /** Milliseconds from one start to the next. */
  readonly every: number;
  readonly times: number;
  /** Whether a send starts while an earlier one still waits for its reply. */
  readonly overlap: boolean;
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

/** One repetition that runs. */
export interface Repetition extends RepeatProgress {
  readonly event: string;
  readonly clientName: string;
  /** Of its server. */
  readonly url: string;
  readonly plan: RepeatPlan;
  /** Ends it; what is on its way is not waited for. */
  readonly stop: () => void;
}

export interface RepeatRequest {
  readonly entry: Pick<NamedClient, 'id' | 'name' | 'link' | 'settings'>;
  readonly event: string;
  /** As it is at the start; it stays the same to the end. */
  readonly sending: Sending;
  readonly plan: RepeatPlan;
}

/** Those that run, by client, place and event. Nothing of it survives a reload. */
export const useRepetitions = create<ReadonlyMap<string, Repetition>>()(() => new Map());

function put(key: string, repetition: Repetition): void {
  useRepetitions.setState(new Map([...useRepetitions.getState(), [key, repetition]]), true);
}

/**
 * Starts one; one of the same client, place and event that still runs is stopped. It ends early when its client is closed.
 * A notice says how it went.
 */
export function startRepetition({ entry, event, sending, plan }: RepeatRequest): void {
  const { link, name: clientName } = entry;
  const { timeout } = useSendSettings.getState();
  const left = new AbortController();
  const stop = (reason = COMPOSER.stopped): void => left.abort(reason);
  const key = sendKey(entry, event);
  const about = { event, clientName, url: link.url, plan, stop };
  useRepetitions.getState().get(key)?.stop();
  // One that was stopped and replaced must not write over its successor.
  const isCurrent = (): boolean => useRepetitions.getState().get(key)?.stop === stop;
  const onProgress = (progress: RepeatProgress): void => {
    if (isCurrent()) put(key, { ...about, ...progress });
  };
  const unwatch = link.tools.onState(({ status }) => {
    if (status === 'disconnected' || status === 'refused') stop(COMPOSER.stoppedClosed(clientName));
  });
  const send = async (): Promise<boolean | undefined> => {
    const answer = await link.send(event, sending.args, { ack: sending.ack, timeout });
    last = outcomeOf(answer);
    // It was stopped, and this is what was on its way.
    if (left.signal.aborted) keepOutcome(entry, event, last);
    // No later one could be sent either.
    if (answer?.outcome === 'unsent') stop(COMPOSER.stoppedUnsent(answer.explanation));
    return answer && isOk(answer);
  };
  let last: Outcome = { kind: 'waiting' };
  keepOutcome(entry, event, last);
  put(key, { ...about, sent: 0, ok: 0, errors: 0 });
  void runRepeat(plan, send, { signal: left.signal, onProgress }).then(({ sent, ok, errors }) => {
    unwatch();
    if (isCurrent()) {
      keepOutcome(entry, event, last);
      useRepetitions.setState((all) => new Map([...all].filter(([other]) => other !== key)), true);
    }
    const end = left.signal.aborted ? String(left.signal.reason) : COMPOSER.done;
    const results = ok + errors > 0 ? [COMPOSER.results(ok, errors)] : [];
    const how = [COMPOSER.repeated(event, clientName, sent, plan.times), ...results, end];
    notify({ id: `repeated ${key}`, text: how.join(' '), tone: errors > 0 ? 'bad' : 'neutral' });
  });
}

/**
 * Sends again and again by a plan. `send` resolves to whether it went well, `undefined` where nobody says so. Without
 * `overlap` a send that is due waits for the reply of the one before. Resolves to how it went when all are answered, or
 * soon after `signal` is aborted.
 */
export async function runRepeat(
  plan: RepeatPlan,
  send: () => Promise<boolean | undefined>,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (progress: RepeatProgress) => void },
): Promise<RepeatProgress> {
  const progress = { sent: 0, ok: 0, errors: 0 };
  const one = async (): Promise<void> => {
    progress.sent += 1;
    onProgress({ ...progress });
    const ok = await send().catch(() => false);
    if (signal.aborted || ok === undefined) return;
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
  return progress;
}
