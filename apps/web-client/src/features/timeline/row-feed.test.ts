import { fail, ok } from '@switchboard/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LinkMessage, SentMessage } from '../../links/link.ts';
import { answerOf } from '../../traffic/entry.fixture.ts';
import type { Entry, StateEntry } from '../../traffic/entry.ts';
import { TrafficLog } from '../../traffic/traffic-log.ts';
import { createMatcher, EVERYTHING, type Filter } from './filter.ts';
import { matchingEntries, RowFeed, type TimelineView } from './row-feed.ts';
import { type Row, rowsOf } from './rows.ts';

const CLIENTS = ['alice', 'bob'];

/** The rows as anybody would make them: all over again. */
function naiveRows(entries: readonly Entry[], filter: Filter): Row[] {
  const fits = createMatcher(filter);
  const states = new Map<string, Extract<Row, { kind: 'entry' }>>();
  let rows: Row[] = [];
  for (const entry of entries) {
    if (entry.kind !== 'state') states.clear();
    if (!fits(entry)) continue;
    const before = entry.kind === 'state' ? states.get(entry.clientId) : undefined;
    if (entry.kind !== 'state' || !before) rows.push(...rowsOf(entry));
    else {
      rows = rows.filter((row) => row !== before);
      rows.push({
        kind: 'entry',
        key: `${entry.id}`,
        entry,
        earlier: [...(before.earlier ?? []), before.entry as StateEntry],
      });
    }
    const last = rows.at(-1);
    if (entry.kind === 'state' && last?.kind === 'entry') states.set(entry.clientId, last);
  }
  return rows;
}

function toArray(rows: TimelineView): Row[] {
  return Array.from({ length: rows.length }, (_, index) => rows.at(index) as Row);
}

const call = (number: number): SentMessage => ({
  kind: 'call',
  at: number,
  event: 'a:b',
  args: [{ number }],
});
const reply = (sent: SentMessage, good: boolean): LinkMessage => ({
  kind: 'settled',
  sent,
  answer: good
    ? answerOf(ok(1))
    : answerOf(fail({ code: 'TIMEOUT', message: 'late', data: undefined }), {
        issues: [{ path: [], message: 'bad' }],
      }),
});
const event = (text: string): LinkMessage => ({
  kind: 'event',
  at: 1,
  event: 'x:y',
  args: [{ text }],
  issues: [],
});

const filter = fc.record<Filter>({
  text: fc.constantFrom('', '1', 'x:y'),
  direction: fc.constantFrom('all', 'sent', 'received', 'connection'),
  event: fc.constantFrom('', 'a:b'),
  client: fc.constantFrom('', 'alice'),
  outcome: fc.constantFrom('', '', 'none', 'ok', 'error', 'TIMEOUT'),
  violations: fc.boolean(),
});

type Step =
  | { readonly does: 'call' | 'event'; readonly client: string; readonly times: number }
  | { readonly does: 'reply'; readonly back: number; readonly good: boolean }
  | { readonly does: 'filter'; readonly filter: Filter }
  | { readonly does: 'sync'; readonly entries: number }
  | { readonly does: 'capacity'; readonly capacity: number }
  | { readonly does: 'state'; readonly client: string; readonly times: number }
  | { readonly does: 'clear' | 'undo' };

const client = fc.constantFrom(...CLIENTS);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('call' as const),
      client,
      times: fc.integer({ min: 1, max: 5 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('event' as const),
      client,
      times: fc.integer({ min: 1, max: 200 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ does: fc.constant('reply' as const), back: fc.nat(12), good: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('filter' as const), filter }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('sync' as const), entries: fc.nat(150) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('capacity' as const),
      capacity: fc.integer({ min: 1, max: 300 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('state' as const),
      client,
      times: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constantFrom('clear' as const, 'undo' as const) }) },
);

it('has the rows that a rebuild of everything would give, whatever came, changed and went before', () => {
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 60 }),
      fc.integer({ min: 1, max: 400 }),
      filter,
      (steps, capacity, first) => {
        const log = new TrafficLog(capacity, () => undefined);
        let current = first;
        const feed = new RowFeed(log, current);
        const stop = feed.subscribe(() => undefined);
        const calls: { readonly owner: string; readonly sent: SentMessage }[] = [];
        let undo = (): void => undefined;
        for (const step of steps) {
          if (step.does === 'call') {
            for (let time = 0; time < step.times; time++) {
              const sent = call(calls.length);
              calls.push({ owner: step.client, sent });
              log.add(step.client, sent);
            }
          } else if (step.does === 'event') {
            for (let time = 0; time < step.times; time++) log.add(step.client, event(`${time}`));
          } else if (step.does === 'reply') {
            const { owner = '', sent } = calls.at(-1 - step.back) ?? {};
            if (sent) log.add(owner, reply(sent, step.good));
          } else if (step.does === 'filter') {
            current = step.filter;
            feed.setFilter(current, () => false);
          } else if (step.does === 'sync') {
            let left = step.entries;
            feed.sync(() => left-- > 0);
          } else if (step.does === 'capacity') log.setCapacity(step.capacity);
          else if (step.does === 'state') {
            for (let time = 0; time < step.times; time++)
              log.addState(step.client, { status: 'disconnected', since: 0 });
          } else if (step.does === 'clear') undo = log.clear();
          else undo();
        }
        expect(feed.sync(() => true)).toBe(true);
        stop();
        const view = feed.getSnapshot();
        expect(toArray(view)).toEqual(naiveRows(log.entries(), current));
        expect(matchingEntries(view)).toEqual(log.entries().filter(createMatcher(current)));
        expect(view.matching).toBe(matchingEntries(view).length);
      },
    ),
    { numRuns: 500 },
  );
});

it('keeps the rows of the filter before until those of the new one are all there', () => {
  const log = new TrafficLog(1_000, () => undefined);
  for (let count = 0; count < 500; count++) log.add('alice', event('one'));
  const feed = new RowFeed(log, EVERYTHING);
  feed.sync(() => true);
  feed.setFilter({ ...EVERYTHING, client: 'bob' }, () => false);
  expect(feed.getSnapshot().length).toBe(500);
  expect(feed.sync(() => true)).toBe(true);
  expect(feed.getSnapshot().length).toBe(0);
});

it('shows the changes of a connection in one row for each client, until something is sent or received', () => {
  const log = new TrafficLog(1_000, () => undefined);
  const state = (client: string, status: 'connecting' | 'disconnected'): void =>
    log.addState(client, status === 'connecting' ? { status, since: 0, attempt: 0 } : { status, since: 0 });
  const shown = (): string[] =>
    toArray(feed.getSnapshot()).map((row) =>
      row.kind === 'entry' && row.entry.kind === 'state'
        ? `${row.entry.clientId} ${row.entry.state.status} after ${row.earlier?.length ?? 0}`
        : row.kind,
    );
  const feed = new RowFeed(log, EVERYTHING);
  for (let round = 0; round < 3; round++) {
    state('alice', 'disconnected');
    state('bob', 'disconnected');
    state('alice', 'connecting');
    feed.sync(() => true);
  }
  expect(shown()).toEqual(['bob disconnected after 2', 'alice connecting after 5']);
  log.add('bob', event('one'));
  state('alice', 'disconnected');
  feed.sync(() => true);
  expect(shown()).toEqual([
    'bob disconnected after 2',
    'alice connecting after 5',
    'entry',
    'alice disconnected after 0',
  ]);
  expect(matchingEntries(feed.getSnapshot())).toHaveLength(11);
  expect(feed.getSnapshot()).toMatchObject({ total: 11, folded: 7 });
});

describe('a connection that fails', () => {
  const away = { message: 'away', explanation: 'The server is away.' };
  const CONNECTED = { status: 'connected', since: 0, socketId: 's', transport: 'websocket' } as const;
  const CLOSED = { status: 'disconnected', since: 0 } as const;
  const TRYING = { status: 'connecting', since: 0, attempt: 1 } as const;
  const lost = (attempt: number, problem = away) =>
    ({ status: 'reconnecting', since: 0, attempt, problem }) as const;
  const refused = (explanation: string, data?: unknown) =>
    ({
      status: 'refused',
      since: 0,
      problem: Object.defineProperty({ ...away, explanation }, 'cause', { value: { data } }),
    }) as const;
  const rowsAfter = (...states: StateEntry['state'][]) => {
    const log = new TrafficLog(1_000, () => undefined);
    for (const state of states) log.addState('alice', state);
    const { entries } = { entries: log.entries() };
    const feed = new RowFeed(log, EVERYTHING);
    const rows = toArray(feed.getSnapshot());
    expect(matchingEntries(feed.getSnapshot())).toEqual(entries);
    return rows.map(
      (row) =>
        row.entry.kind === 'state' &&
        `${row.entry.state.status} after ${('earlier' in row && row.earlier?.length) || 0}`,
    );
  };

  it('is a row of its own between what went well, however often it is tried', () => {
    const tries = Array.from({ length: 38 }, (_, attempt) =>
      lost(attempt, attempt % 2 ? away : { ...away, explanation: 'Other.' }),
    );
    expect(rowsAfter(TRYING, CONNECTED, ...tries, CONNECTED, CLOSED)).toEqual([
      'connected after 1',
      'reconnecting after 37',
      'disconnected after 1',
    ]);
  });

  it('shows each refusal, and one row for those that are the same', () => {
    const again = [CLOSED, TRYING];
    expect(
      rowsAfter(
        TRYING,
        refused('No.'),
        ...again,
        refused('No.'),
        TRYING,
        refused('Never.'),
        TRYING,
        CONNECTED,
      ),
    ).toEqual(['refused after 4', 'refused after 1', 'connected after 1']);
    expect(rowsAfter(refused('No.', { wait: 1 }), TRYING, refused('No.', { wait: 2 }))).toHaveLength(2);
    expect(rowsAfter(refused('No.'), TRYING)).toEqual(['refused after 0', 'connecting after 0']);
  });

  it('keeps what the server gave with its refusal, and a typed error as it is', () => {
    const log = new TrafficLog(10, () => undefined);
    log.addState('alice', refused('No.', { wait: 3 }));
    const error = { code: 'FORBIDDEN', message: 'No.', data: { wait: 3 } };
    log.addState('alice', { ...refused('No.', error), problem: { ...away, error } });
    expect(
      JSON.parse(JSON.stringify(log.entries().map((entry) => entry.kind === 'state' && entry.state))),
    ).toEqual([
      { status: 'refused', since: 0, problem: { ...away, explanation: 'No.', data: { wait: 3 } } },
      { status: 'refused', since: 0, problem: { ...away, error } },
    ]);
  });
});
