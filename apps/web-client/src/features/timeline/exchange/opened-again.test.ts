import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RAW } from '../../../contract/contracts.ts';
import { visitParts } from '../../../lib/json-parts.ts';
import { DEFAULT_SETTINGS } from '../../../links/connection-settings.ts';
import { useOpenedRecording } from '../../../recordings/opened-recording.ts';
import { openRecording, parseRecording } from '../../../recordings/read-recording.ts';
import {
  printRecording,
  RECORDING_FORMAT,
  RECORDING_VERSION,
  type Recording,
} from '../../../recordings/recording.ts';
import { isSecretMark } from '../../../recordings/recording-secrets.ts';
import type { Entry } from '../../../traffic/entry.ts';
import { type Format, writeRecording } from './write-recording.ts';

const number = fc.integer({ min: 1, max: 2_000 });
const mark = fc
  .oneof(
    number,
    number.map((one) => -one),
  )
  .map(($secret) => ({ $secret }));
/** What an application sent that looks like a mark, in the JSON form: with one more `$`. */
const lookalike = fc
  .tuple(
    fc.constantFrom('$$secret', '$$bytes', '$$integer', '$$$secret'),
    fc.oneof(fc.nat(), fc.constantFrom('5', 'aGk=')),
  )
  .map(([key, value]) => ({ [key]: value }));
const part = fc.oneof(
  fc.constantFrom<unknown>('text', 'password=hunter22', 1_000, -1_000, true, null),
  fc.uint8Array({ maxLength: 8 }).map((bytes) => ({ $bytes: Buffer.from(bytes).toString('base64') })),
  fc.bigInt({ min: 2n ** 53n, max: 2n ** 80n }).map((integer) => ({ $integer: String(integer) })),
  mark,
  lookalike,
);
const payload = fc.oneof(
  part,
  fc.array(part, { maxLength: 3 }),
  fc.dictionary(fc.constantFrom('data', 'password', 'token', 'list'), part),
  fc.dictionary(fc.constantFrom('data', 'more'), fc.dictionary(fc.constantFrom('x', 'pin'), part)),
);
const args = fc.array(payload, { maxLength: 3 });
const base = {
  at: fc.nat(),
  clientId: fc.constant('a'),
  event: fc.constantFrom('x', 'session:login'),
  args,
};
const answered = {
  at: fc.nat(),
  latency: fc.nat(),
  by: fc.constant('server' as const),
  outcome: fc.constant('OK'),
  issues: fc.constant([]),
};
const late = fc.record({ at: fc.nat(), code: fc.constant('X'), latency: fc.nat(), args });
const answer = fc.oneof(
  fc.record({ ...answered, args, late }),
  // What came is the reply.
  fc.record({ ...answered, reply: payload.map((data) => ({ ok: true, data })) }),
);
const offset = fc.option(fc.constant('PjssgW0.0'), { nil: undefined });
const entry = fc.oneof(
  fc.record(
    { kind: fc.constant('call' as const), ...base, answer },
    { requiredKeys: ['kind', 'at', 'clientId', 'event', 'args'] },
  ),
  fc
    .record({ kind: fc.constant('event' as const), ...base, issues: fc.constant([]), offset })
    .map(({ offset: last, ...event }) =>
      last === undefined ? event : { ...event, args: [...event.args, last], hasOffset: true as const },
    ),
  fc.record({
    kind: fc.constant('state' as const),
    at: fc.nat(),
    clientId: fc.constant('a'),
    state: fc.record({
      status: fc.constant('refused' as const),
      since: fc.nat(),
      problem: fc.record({ message: fc.constant('no'), explanation: fc.constant('no'), data: payload }),
    }),
  }),
);
const auth = fc.dictionary(fc.constantFrom('key', 'user', 'constructor'), fc.oneof(mark, lookalike));
const recording = fc
  .tuple(fc.array(entry, { minLength: 1, maxLength: 4 }), auth)
  .map(([list, given]): Recording => {
    const settings = { ...DEFAULT_SETTINGS, contract: RAW.id, auth: given };
    const whole = {
      format: RECORDING_FORMAT,
      version: RECORDING_VERSION,
      name: 'A talk',
      startedAt: 0,
      duration: 1,
      contract: { name: 'chat', version: '1' },
      clients: [{ id: 'a', name: 'Alice', hue: 0, settings }],
      entries: list.map((one, id) => ({ ...one, id })),
    };
    return parseRecording(JSON.stringify(whole));
  });

const format = fc.constantFrom('ndjson', 'json');

/** The file that the timeline writes of a recording that is open in it. */
function openAndExport(of: Recording, format: Format, reveal: boolean): string {
  useOpenedRecording.getState().open(openRecording(of));
  const {
    recording: { clients },
    source,
  } = opened();
  const entries = of.entries.map(({ id }) => source.get(id) as Entry);
  const clientOf = (id: string) => clients.get(id) ?? { name: id };
  return [...writeRecording(entries, { format, clientOf, reveal })].join('');
}

function opened(): NonNullable<ReturnType<typeof useOpenedRecording.getState>['opened']> {
  const { opened: now } = useOpenedRecording.getState();
  if (!now) throw new Error('Nothing is open.');
  return now;
}

function marksIn(of: readonly unknown[]): unknown[] {
  const marks: unknown[] = [];
  visitParts(of, ({ value, path }) => {
    if (isSecretMark(value)) marks.push([path, value]);
    return true;
  });
  return marks;
}

it('writes a recording that is open as it was read', () => {
  fc.assert(
    fc.property(recording, format, (first, as) => {
      const file = openAndExport(first, as, true);
      const read = parseRecording(file);
      expect(read.entries).toEqual(first.entries);
      expect(read.clients).toEqual(first.clients);
      expect(openAndExport(read, as, true)).toBe(file);
      expect(openAndExport(parseRecording(printRecording(first)), as, true)).toBe(file);
    }),
  );
});

it('keeps the marks of hidden secrets where it writes no secrets', () => {
  fc.assert(
    fc.property(recording, format, (first, as) => {
      const read = parseRecording(openAndExport(first, as, false));
      expect(marksIn([read.clients, read.entries])).toEqual(
        expect.arrayContaining(marksIn([first.clients, first.entries])),
      );
      const { id: _, ...again } = parseRecording(openAndExport(read, as, false));
      expect(again).toEqual({ ...again, entries: read.entries, clients: read.clients });
    }),
  );
});

it('shows an opened recording as it was seen: data that looks like a mark without the `$` more', () => {
  const { entries } = openRecording(
    parseRecording(
      printRecording({
        ...fixed,
        entries: [sent(0, [{ $$secret: 1 }, { $integer: '9007199254740993' }, { $bytes: 'aGk=' }])],
      }),
    ),
  );
  expect(entries).toMatchObject([
    { args: [{ $secret: 1 }, 9_007_199_254_740_993n, Uint8Array.of(104, 105)] },
  ]);
});

it('keeps binary whose base64 reads like a secret and its name', () => {
  const entries = [sent(0, [{ $bytes: 'JWtAAA==' }, { token: { $secret: 1 } }])];
  const read = parseRecording(openAndExport({ ...fixed, entries }, 'ndjson', false));
  expect(read.entries).toEqual(entries);
});

it('keeps the marks of hidden secrets in what nobody answered', () => {
  const { id: _, ...call } = sent(0, [{ token: { $secret: 1 } }, { data: { $$integer: '5' } }]);
  const entries = [
    { ...call, id: 0, kind: 'call' },
    { ...call, id: 1, kind: 'event', issues: [], wantsAnswer: true },
  ] as Entry[];
  for (const reveal of [true, false])
    expect(parseRecording(openAndExport({ ...fixed, entries }, 'json', reveal)).entries).toEqual(entries);
});

it('hides what an opened recording holds in the clear, also where it looks like a mark', () => {
  const data = [
    { $$secret: 99_887_766 },
    { token: { $$secret: 1 } },
    { pin: 99_887_766 },
    'password=hunter22',
  ];
  const file = openAndExport({ ...fixed, entries: [sent(0, data)] }, 'ndjson', false);
  expect(file).not.toMatch(/99887766|hunter22/);
  expect(marksIn(parseRecording(file).entries)).toEqual([]);
});

it('gives secrets that it hides in the settings of an opened recording numbers of their own', () => {
  const settings = { ...DEFAULT_SETTINGS, contract: RAW.id, auth: { key: 'key-of-alice' } };
  const clients = [{ id: 'a', name: 'Alice', hue: 0, identities: [], settings }];
  const entries = [sent(0, [{ token: { $secret: 1 } }, { pin: { $secret: -2 } }])];
  const read = parseRecording(openAndExport({ ...fixed, clients, entries }, 'json', false));
  expect(read.entries).toEqual(entries);
  expect(read.clients[0]?.settings?.auth).toEqual({ key: { $secret: 3 } });
});

const fixed: Recording = {
  format: RECORDING_FORMAT,
  version: RECORDING_VERSION,
  id: 'a-talk',
  name: 'A talk',
  startedAt: 0,
  duration: 0,
  contract: { name: 'chat', version: '1' },
  clients: [{ id: 'a', name: 'Alice', hue: 0, identities: [] }],
  entries: [],
};

function sent(id: number, given: readonly unknown[]): Entry {
  return { kind: 'send', id, at: 0, clientId: 'a', event: 'x', args: given };
}
