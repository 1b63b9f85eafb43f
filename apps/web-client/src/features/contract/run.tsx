import { type AnyReply, fail } from '@switchboard/contract';
import { Play, Square } from 'lucide-react';
import { type ReactElement, useEffect, useState } from 'react';
import { SmallButton } from '../../components/small-button.tsx';
import { pause } from '../../lib/pause.ts';
import type { Link } from '../../links/link.ts';
import { CONTRACT } from '../../texts/contract.ts';

type Step<Result> = (signal: AbortSignal) => Promise<Result>;

/** Steps, one after the other, that can be watched and stopped. They stop by themselves when the component goes. */
export function useRun<Result>() {
  const [results, setResults] = useState<readonly Result[]>([]);
  const [running, setRunning] = useState<AbortController>();
  useEffect(() => () => running?.abort(), [running]);
  return {
    results,
    isRunning: running !== undefined,
    start: async (steps: readonly Step<Result>[]): Promise<void> => {
      const own = new AbortController();
      setResults([]);
      setRunning(own);
      for (const step of steps) {
        const result = await step(own.signal);
        if (own.signal.aborted) return;
        setResults((before) => [...before, result]);
      }
      setRunning(undefined);
    },
    stop: (): void => setRunning(undefined),
  };
}

interface RunButtonProps {
  readonly run: { readonly isRunning: boolean; stop(): void };
  readonly label: string;
  readonly disabled: boolean;
  readonly onStart: () => void;
}

export function RunButton({ run, label, disabled, onStart }: RunButtonProps): ReactElement {
  const { isRunning, stop } = run;
  return (
    <SmallButton
      size="xs"
      icon={isRunning ? Square : Play}
      variant={isRunning ? 'default' : 'filled'}
      disabled={disabled && !isRunning}
      onClick={isRunning ? stop : onStart}
    >
      {isRunning ? CONTRACT.stop : label}
    </SmallButton>
  );
}

/** How often a call over its rate is tried again. */
const MAX_TRIES = 20;

/** Milliseconds that one call may take. */
const TIMEOUT = 6_000;

/** Of a link without a contract, which has no replies. */
const NO_REPLY = fail({ code: 'REPLY_INVALID', message: CONTRACT.noReply, data: undefined });

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
