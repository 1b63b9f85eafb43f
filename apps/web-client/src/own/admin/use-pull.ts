import { useCallback, useEffect, useRef, useState } from 'react';

export interface PullOptions {
  /** A new one asks again, and forgets the answer to the one before. */
  readonly key: string;
  /** Whether to ask again two seconds after each answer. */
  readonly auto: boolean;
}

export interface Pull<Answer> {
  /** The newest answer; `undefined` before the first. */
  readonly answer: Answer | undefined;
  readonly pending: boolean;
  refresh(): void;
}

const EVERY = 2_000;

/** Asks for something when it is shown, when asked to, and by itself if wanted; never twice at a time. */
export function usePull<Answer>(
  ask: (signal: AbortSignal) => Promise<Answer>,
  { key, auto }: PullOptions,
): Pull<Answer> {
  const [state, setState] = useState<{ key: string; answer: Answer }>();
  const [pending, setPending] = useState(true);
  const [refreshes, setRefreshes] = useState(0);
  const latest = useRef(ask);
  latest.current = ask;

  useEffect(() => {
    const closing = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const run = async (): Promise<void> => {
      setPending(true);
      const answer = await latest.current(closing.signal);
      if (closing.signal.aborted) return;
      setState({ key, answer });
      setPending(false);
      if (auto) timer = setTimeout(() => void run(), EVERY);
    };
    void run();
    return () => {
      closing.abort();
      clearTimeout(timer);
    };
    // `refreshes` is read by nobody: it only makes the effect run again.
  }, [key, auto, refreshes]);

  const refresh = useCallback(() => setRefreshes((count) => count + 1), []);
  return { answer: state?.key === key ? state.answer : undefined, pending, refresh };
}
