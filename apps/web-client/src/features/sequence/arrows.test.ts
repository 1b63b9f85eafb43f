import { fail } from '@switchboard/contract';
import { expect, it } from 'vitest';
import { noteClientName } from '../../clients/client-names.ts';
import type { NamedClient } from '../../clients/named-client.ts';
import type { Entry } from '../../traffic/entry.ts';
import { endsOf, pathOf, sequenceOf } from './arrows.ts';
import { ADMIN, call, client, HERE, received } from './sequence.fixture.ts';

const short = (entries: readonly Entry[], text?: string): string[] =>
  sequenceOf(entries, [], text).arrows.map((arrow) => `${arrow.at} ${arrow.kind} ${arrow.entry.event}`);

it('puts calls, replies and events in the order of time, a reply after what happened in its millisecond', () => {
  const entries = [
    call('alice', 'a:b', { at: 0 }),
    call('bob', 'c:d', { at: 5 }),
    received('bob', 'x:y', { at: 10 }),
    received('alice', 'x:y', { at: 12 }),
  ];
  expect(short(entries)).toEqual([
    '0 call a:b',
    '5 call c:d',
    '10 event x:y',
    '10 reply a:b',
    '15 reply c:d',
  ]);
});

it('shows a call without its reply while there is none', () => {
  const { answer: _, ...open } = call('alice', 'a:b', { at: 0 });
  expect(short([open])).toEqual(['0 call a:b']);
});

it('shows the events whose names have the text', () => {
  const entries = [call('alice', 'a:b', { at: 0 }), received('bob', 'x:y', { at: 1 })];
  expect(short(entries, ' X:')).toEqual(['1 event x:y']);
});

it('keeps the newest and counts the others', () => {
  const entries = Array.from({ length: 2_000 }, (_, at) => received('bob', 'x:y', { at, payload: at }));
  const { arrows, older } = sequenceOf(entries, []);
  expect(arrows.at(-1)?.at).toBe(1_999);
  expect(arrows.length + older).toBe(2_000);
});

/** Each arrow as `from > to: what`, and the lanes that it is drawn in. */
const drawn = (entries: readonly Entry[], ...clients: NamedClient[]) => {
  const { arrows, lanes } = sequenceOf(entries, clients);
  return {
    lanes: lanes.map(({ name }) => name),
    arrows: arrows.map((arrow) => {
      const [{ from, to }, path] = [endsOf(arrow, lanes), pathOf(arrow, lanes)];
      return [`${from} > ${to}: ${arrow.what}`, path.from, path.to, path.missed];
    }),
  };
};

it('draws no arrow from the server where it did not answer: the console says so', () => {
  const reply = fail({ code: 'TIMEOUT', message: 'No reply came.', data: undefined });
  expect(drawn([call('alice', 'a:b', { at: 0, reply })], client('alice', []))).toEqual({
    lanes: ['alice', 'Server'],
    arrows: [
      ['alice > Server: call', 0, [1], []],
      ['Console > alice: no reply, TIMEOUT', 0, [], []],
    ],
  });
});

it('has a lane for each server and namespace, whatever contract is spoken there', () => {
  const entries = [
    call('alice', 'a:b', { at: 0 }),
    call('bob', 'a:b', { at: 1, place: ADMIN }),
    received('carol', 'x:y', { at: 2, place: { ...HERE, contract: 'raw' } }),
    received('carol', 'x:y', { at: 3, place: { ...HERE, path: '/other/' } }),
  ];
  const { lanes, arrows } = drawn(entries, ...['alice', 'bob', 'carol'].map((id) => client(id, [])));
  const [main, admin, other] = ['/ /socket.io/', '/admin /socket.io/', '/ /other/'];
  expect(lanes).toEqual(['alice', 'bob', 'carol', main, admin, other]);
  expect(arrows).toEqual([
    [`alice > ${main}: call`, 0, [3], []],
    [`bob > ${admin}: call`, 1, [4], []],
    [`${main} > carol: event`, 3, [2], []],
    [`${other} > carol: event`, 5, [2], []],
    [`${main} > alice: reply ok`, 3, [0], []],
    [`${admin} > bob: reply ok`, 4, [1], []],
  ]);
});

it('calls a server by what it has alone, and a removed client by its name or number', () => {
  noteClientName('client-7', 'Zoe');
  const entries = [
    received('client-7', 'x:y', { at: 0 }),
    received('client-8', 'x:y', { at: 1, place: ADMIN }),
  ];
  expect(drawn(entries)).toEqual({
    lanes: ['/', '/admin'],
    arrows: [
      ['/ > Zoe (removed): event', undefined, [], []],
      ['/admin > Client 8 (removed): event', undefined, [], []],
    ],
  });
  const far = received('client-7', 'x:y', { at: 0, place: { ...HERE, url: 'http://far:1' } });
  expect(drawn([...entries.slice(0, 1), far]).lanes).toEqual(['here:1', 'far:1']);
});

it('draws what the user answered to an event, and that nobody did', () => {
  const asks = { ...received('alice', 'ask', { at: 0, payload: 1 }), wantsAnswer: true } as const;
  const lost = { ...received('alice', 'ask', { at: 5, payload: 2 }), wantsAnswer: true } as const;
  const given = { at: 3, latency: 3, args: ['yes'], issues: [], by: 'user', outcome: 'answered' } as const;
  const ended = { ...given, at: 9, args: [], by: 'client', outcome: 'disconnected' } as const;
  expect(
    drawn(
      [
        { ...asks, answer: given },
        { ...lost, answer: ended },
      ],
      client('alice', []),
    ).arrows,
  ).toEqual([
    ['Server > alice: event', 1, [0], []],
    ['alice > Server: answered', 0, [1], []],
    ['Server > alice: event', 1, [0], []],
    ['Console > alice: no answer, disconnected', 0, [], []],
  ]);
});
