import { ownValue } from '@switchboard/contract';
import { create } from 'zustand';
import type { NamedClient } from '../../../clients/named-client.ts';
import { COMPOSER } from '../../../texts/composer.ts';
import type { Sending } from '../use-send.ts';
import { type RepeatPlan, type RepeatProgress, runRepeat } from './run-repeat.ts';

/** One repetition, running or just ended. */
export interface Repetition extends RepeatProgress {
  readonly event: string;
  readonly clientName: string;
  readonly plan: RepeatPlan;
  /** Whether it ends when its event is no longer shown. */
  readonly stopOnLeave: boolean;
  /** How it ended; left out while it runs. */
  readonly end?: string;
}

export interface RepeatRequest {
  readonly entry: NamedClient;
  readonly event: string;
  /** As it is at the start; it stays the same to the end. */
  readonly sending: Sending;
  /** Milliseconds that each send waits for its reply. */
  readonly timeout: number;
  readonly plan: RepeatPlan;
  readonly stopOnLeave: boolean;
}

interface Repetitions {
  /** One an event. Nothing of it survives a reload. */
  readonly byEvent: Readonly<Record<string, Repetition>>;
}

const useStore = create<Repetitions>()(() => ({ byEvent: {} }));
const stops = new Map<string, (reason: string) => void>();

export function useRepetition(event: string): Repetition | undefined {
  return useStore(({ byEvent }) => ownValue(byEvent, event));
}

export function useRepetitions(): Readonly<Record<string, Repetition>> {
  return useStore(({ byEvent }) => byEvent);
}

/** Stops it, if it runs; what is on its way is not waited for. */
export function stopRepetition(event: string, reason = COMPOSER.stopped): void {
  stops.get(event)?.(reason);
}

/** Takes one that ended off the screen. */
export function forgetRepetition(event: string): void {
  const { [event]: _, ...others } = useStore.getState().byEvent;
  useStore.setState({ byEvent: others });
}

/** Stops it when its event's page is left, if that was asked for. */
export function leaveRepetition(event: string): void {
  if (useStore.getState().byEvent[event]?.stopOnLeave) stopRepetition(event, COMPOSER.stoppedLeft);
}

/** Starts one; one of the same event that still runs is stopped. It ends early when its client is closed. */
export function startRepetition(request: RepeatRequest): void {
  const { entry, event, sending, timeout, plan, stopOnLeave } = request;
  const { link } = entry;
  const { args, ack } = sending;
  stopRepetition(event);
  const left = new AbortController();
  let reason: string | undefined;
  const stop = (why: string): void => {
    reason ??= why;
    left.abort();
  };
  stops.set(event, stop);
  const start: Repetition = { event, clientName: entry.name, plan, stopOnLeave, sent: 0, ok: 0, errors: 0 };
  useStore.setState(({ byEvent }) => ({ byEvent: { ...byEvent, [event]: start } }));
  // One that was stopped and replaced must not write over its successor.
  const update = (change: Partial<Repetition>): void => {
    if (stops.get(event) !== stop) return;
    useStore.setState(({ byEvent }) => {
      const known = byEvent[event];
      return known ? { byEvent: { ...byEvent, [event]: { ...known, ...change } } } : {};
    });
  };
  const unwatch = link.tools.onState(({ status }) => {
    if (status === 'disconnected' || status === 'refused') stop(COMPOSER.stoppedClosed(entry.name));
  });
  const send = async (): Promise<boolean> => {
    const answer = await link.send(event, args, { ack, timeout });
    return answer === undefined || (answer.by === 'server' && answer.reply?.ok !== false);
  };
  void runRepeat(plan, send, { signal: left.signal, onProgress: update }).then(() => {
    unwatch();
    update({ end: reason ?? COMPOSER.done });
    if (stops.get(event) === stop) stops.delete(event);
  });
}
