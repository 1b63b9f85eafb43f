import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { NamedClient } from '../../../clients/named-client.ts';
import { useNotices } from '../../../lib/notice.ts';
import { DEFAULT_SETTINGS } from '../../../links/connection-settings.ts';
import { openLink } from '../../../links/open-link.ts';
import {
  planProblem,
  type RepeatPlan,
  type RepeatProgress,
  runRepeat,
  startRepetition,
  useRepetitions,
} from './repeat-store.ts';

interface Run {
  readonly starts: number[];
  readonly mostAtOnce: () => number;
  readonly progress: () => RepeatProgress | undefined;
  readonly stop: () => void;
  readonly done: Promise<string>;
}

/** Runs a plan whose every send takes `takes` milliseconds; each third one fails. */
function start(plan: RepeatPlan, takes: number): Run {
  const starts: number[] = [];
  const begin = Date.now();
  const left = new AbortController();
  let open = 0;
  let most = 0;
  let last: RepeatProgress | undefined;
  const send = async (): Promise<boolean> => {
    starts.push(Date.now() - begin);
    const number = starts.length;
    open += 1;
    most = Math.max(most, open);
    await new Promise((resolve) => setTimeout(resolve, takes));
    open -= 1;
    if (number % 3 === 0) throw new Error('each third one fails');
    return true;
  };
  const onProgress = (progress: RepeatProgress): void => {
    last = progress;
  };
  return {
    starts,
    mostAtOnce: () => most,
    progress: () => last,
    stop: () => left.abort(),
    done: runRepeat(plan, send, { signal: left.signal, onProgress }).then(() => 'done'),
  };
}

describe('what repeats a send', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('sends so many times, so far apart, and counts what went well', async () => {
    const run = start({ every: 100, times: 4, overlap: false }, 5);
    await vi.runAllTimersAsync();
    expect(await run.done).toBe('done');
    expect(run.starts).toEqual([0, 100, 200, 300]);
    expect(run.progress()).toEqual({ sent: 4, ok: 3, errors: 1 });
  });

  it('never overlaps itself: what is due waits for the reply', async () => {
    const run = start({ every: 10, times: 3, overlap: false }, 35);
    await vi.runAllTimersAsync();
    await run.done;
    expect(run.starts).toEqual([0, 35, 70]);
    expect(run.mostAtOnce()).toBe(1);
  });

  it('overlaps where it was asked to', async () => {
    const run = start({ every: 10, times: 5, overlap: true }, 35);
    await vi.runAllTimersAsync();
    await run.done;
    expect(run.starts).toEqual([0, 10, 20, 30, 40]);
    expect(run.mostAtOnce()).toBe(4);
    expect(run.progress()).toEqual({ sent: 5, ok: 4, errors: 1 });
  });

  it('stops at once, also while a reply is awaited that never comes', async () => {
    const run = start({ every: 10, times: 100, overlap: false }, 1_000_000);
    await vi.advanceTimersByTimeAsync(50);
    run.stop();
    await vi.advanceTimersByTimeAsync(0);
    expect(await run.done).toBe('done');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(run.starts).toHaveLength(1);
  });
});

it.each([
  [10, 10_000, undefined],
  [9, 1, /pause must be from 10 ms/],
  [Number.NaN, 1, /pause/],
  [3_600_001, 1, /pause/],
  [10, 0, /whole number from 1 to 10,000/],
  [10, 10_001, /whole number/],
  [10, 1.5, /whole number/],
])('a plan of every %d ms, %d times', (every, times, problem) => {
  const found = planProblem({ every, times, overlap: false });
  if (problem) expect(found).toMatch(problem);
  else expect(found).toBeUndefined();
});

it('stops at once what cannot be sent, and says why', async () => {
  const settings = { ...DEFAULT_SETTINGS, contract: 'raw' };
  const link = openLink(settings, 'http://localhost:9');
  onTestFinished(() => link.stop());
  const plan = { every: 10, times: 1_000, overlap: false };
  const event = 'sum';
  const entry = { id: 'alice', name: 'Alice', link, settings };
  startRepetition({ entry, event, sending: { args: [], ack: false }, plan });
  await expect
    .poll(() => useNotices.getState().at(-1)?.text)
    .toMatch(/^Repeated sum as Alice, \d+ of 1000 times\. .*Stopped: There is no connection/);
  expect(useRepetitions.getState().size).toBe(0);
});

it('goes on while another client, or the same one at another server, repeats the same event', async () => {
  const linkTo = (url: string) =>
    ({
      send: async () => undefined,
      url,
      contract: { id: 'raw' },
      tools: { onState: () => () => undefined },
    }) as unknown as NamedClient['link'];
  const [here, there] = [linkTo('http://localhost:8'), linkTo('http://localhost:9')];
  const plan = { every: 10, times: 1_000, overlap: false };
  const start = (id: string, link: NamedClient['link'], event = 'echo'): void => {
    const entry = { id, name: id, link, settings: DEFAULT_SETTINGS };
    startRepetition({ entry, event, sending: { args: [], ack: false }, plan });
  };
  start('Ann', here);
  start('Bob', here);
  start('Ann', there);
  start('Bob', here, 'other');
  start('Ann', here);
  const running = [...useRepetitions.getState().values()];
  onTestFinished(() => {
    for (const { stop } of running) stop();
  });
  expect(running.map(({ event, clientName, url }) => [event, clientName, url])).toEqual([
    ['echo', 'Ann', 'http://localhost:8'],
    ['echo', 'Bob', 'http://localhost:8'],
    ['echo', 'Ann', 'http://localhost:9'],
    ['other', 'Bob', 'http://localhost:8'],
  ]);
});

it('says how far it came where the same client starts it again', async () => {
  const link = {
    send: async () => undefined,
    url: 'http://localhost:9',
    contract: { id: 'raw' },
    tools: { onState: () => () => undefined },
  } as unknown as NamedClient['link'];
  const entry = { id: 'ann', name: 'Ann', link, settings: DEFAULT_SETTINGS };
  const plan = { every: 10, times: 1_000, overlap: false };
  const again = { entry, event: 'again', sending: { args: [], ack: false }, plan };
  startRepetition(again);
  startRepetition(again);
  await expect
    .poll(() => useNotices.getState().map(({ text }) => text))
    .toContain('Repeated again as Ann, 1 of 1000 times. Stopped.');
  expect(useRepetitions.getState().size).toBe(1);
  for (const { stop } of useRepetitions.getState().values()) stop();
});

it('counts nothing as ok that nobody answers', async () => {
  const link = {
    send: async () => undefined,
    url: 'http://localhost:9',
    contract: { id: 'raw' },
    tools: { onState: () => () => undefined },
  } as unknown as NamedClient['link'];
  const entry = { id: 'ann', name: 'Ann', link, settings: DEFAULT_SETTINGS };
  const plan = { every: 10, times: 2, overlap: false };
  startRepetition({ entry, event: 'fire', sending: { args: [], ack: false }, plan });
  await expect
    .poll(() => useNotices.getState().at(-1)?.text)
    .toBe('Repeated fire as Ann, 2 of 2 times. Done.');
});
