import { type AnyReply, fail } from '@switchboard/contract';
import { useEffect, useRef, useState } from 'react';
import type { Link } from '../../clients/link.ts';

export interface Run<Result> {
  readonly results: readonly Result[];
  readonly running: boolean;
  /** Does the steps one after the other, in the place of what was done before. */
  start(steps: readonly ((signal: AbortSignal) => Promise<Result>)[]): void;
  stop(): void;
}

/** Steps that can be watched and stopped. They stop by themselves when the component goes. */
export function useRun<Result>(): Run<Result> {
  const [results, setResults] = useState<readonly Result[]>([]);
  const [running, setRunning] = useState(false);
  const controller = useRef<AbortController>(undefined);
  useEffect(() => () => controller.current?.abort(), []);

  const run = async (steps: Parameters<Run<Result>['start']>[0], signal: AbortSignal): Promise<void> => {
    for (const step of steps) {
      if (signal.aborted) return;
      const result = await step(signal);
      if (signal.aborted) return;
      setResults((before) => [...before, result]);
    }
    setRunning(false);
  };
  const stop = (): void => {
    controller.current?.abort();
    setRunning(false);
  };
  return {
    results,
    running,
    start: (steps) => {
      stop();
      const own = new AbortController();
      controller.current = own;
      setResults([]);
      setRunning(true);
      void run(steps, own.signal);
    },
    stop,
  };
}

/** How often a call over its rate is tried again. */
const MAX_TRIES = 20;

/** Milliseconds that one call may take. */
const TIMEOUT = 6_000;

/** Of a link without a contract, which has no replies. */
const NO_REPLY = fail({ code: 'REPLY_INVALID', message: 'This is no reply of a contract.', data: undefined });

/** Sends a payload as it is and, over the event's rate, waits for as long as the server asks and sends it again. */
export async function callPatiently(
  link: Pick<Link, 'send'>,
  event: string,
  payload: unknown,
  signal: AbortSignal,
): Promise<AnyReply> {
  for (let tries = 1; ; tries += 1) {
    const answer = await link.send(event, [payload], { ack: true, timeout: TIMEOUT, signal });
    const reply = answer?.reply ?? NO_REPLY;
    const isOverRate = !reply.ok && reply.error.code === 'TOO_MANY_REQUESTS';
    if (!isOverRate || tries === MAX_TRIES || signal.aborted) return reply;
    await pause(reply.error.retryAfter ?? 1_000, signal);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
