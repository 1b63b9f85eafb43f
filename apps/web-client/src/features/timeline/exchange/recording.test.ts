import { fail, ok } from '@switchboard/contract';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { RAW, setContractOf } from '../../../contract/contracts.ts';
import { OWN_ADMIN } from '../../../own/contracts.ts';
import { parseRecording, readRecording } from '../../../recordings/read-recording.ts';
import {
  printRecording,
  RECORDING_FORMAT,
  RECORDING_VERSION,
  type Recording,
} from '../../../recordings/recording.ts';
import { CLIENTS } from '../../../texts/clients.ts';
import { ended } from '../../../traffic/ended.ts';
import type { CallEntry, Entry } from '../../../traffic/entry.ts';
import type { RowClient } from '../rows.ts';
import { type Format, type WriteOptions, writeRecording } from './write-recording.ts';

const names: Record<string, string> = { a: 'Alice', b: 'Bob' };

function write(entries: readonly Entry[], format: Format, options: Partial<WriteOptions> = {}): string {
  const clientOf = (id: string): RowClient => ({ name: names[id] ?? id });
  return [...writeRecording(entries, { format, clientOf, reveal: true, ...options })].join('');
}

// JSON.stringify writes -0 as 0, on the wire as here.
const json = fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.parse(JSON.stringify(value)) as typeof value);
const bytes = fc.uint8Array({ maxLength: 40 });
/** Data of an application that looks like what a recording writes for binary and for secrets. */
const lookalike = fc
  .tuple(
    fc.constantFrom('$bytes', '$secret', '$$bytes', '$$$secret', '$'),
    fc.oneof(json, fc.constantFrom<unknown>('SGk=', 'not base64', 3)),
  )
  .map(([key, value]): unknown => ({ [key]: [{ [key]: value }], data: { [key]: value } }));
const payload = fc.oneof(
  json,
  lookalike,
  bytes,
  fc.record({ name: fc.string(), bytes }),
  fc.array(bytes, { maxLength: 3 }),
);
const at = fc.integer({ min: 0, max: 4_000_000_000_000 });
const issues = fc.array(
  fc.record({ path: fc.array(fc.oneof(fc.string(), fc.nat())), message: fc.string() }),
  { maxLength: 3 },
);
const dropped = fc.array(fc.array(fc.oneof(fc.string(), fc.nat())), { maxLength: 3 });
const frames = fc.array(fc.oneof(fc.string(), bytes), { maxLength: 3 });
const base = { at, clientId: fc.constantFrom('a', 'b') };
const message = { ...base, event: fc.string(), args: fc.array(payload, { maxLength: 3 }) };
const reply = fc.oneof(
  payload.map(ok),
  fc
    .record(
      { code: fc.string(), message: fc.string(), data: json },
      { requiredKeys: ['code', 'message', 'data'] },
    )
    .map(fail),
);
const answer = fc.record(
  {
    at,
    by: fc.constantFrom('server', 'client', 'user'),
    outcome: fc.string(),
    explanation: fc.string(),
    args: fc.array(payload, { maxLength: 2 }),
    reply,
    latency: fc.nat(),
    issues,
    after: fc.constant(7),
    dropped,
    frames,
    late: fc.record({ at, code: fc.string(), latency: fc.nat(), args: fc.array(payload, { maxLength: 2 }) }),
  },
  { requiredKeys: ['at', 'by', 'args', 'outcome', 'latency', 'issues'] },
);
const problem = fc.record(
  { message: fc.string(), explanation: fc.string(), data: json },
  { requiredKeys: ['message', 'explanation'] },
);
const state = fc.oneof(
  fc.record({ status: fc.constant('disconnected' as const), since: at }),
  fc.record({
    status: fc.constant('connected' as const),
    since: at,
    socketId: fc.string(),
    transport: fc.string(),
  }),
  fc.record({ status: fc.constant('reconnecting' as const), since: at, attempt: fc.nat(), problem }),
  fc.record({ status: fc.constant('refused' as const), since: at, problem }),
);
const entry = fc.oneof(
  fc.record(
    { kind: fc.constant('call' as const), ...message, answer, dropped, frames },
    { requiredKeys: ['kind', 'at', 'clientId', 'event', 'args'] },
  ),
  fc.record({ kind: fc.constant('send' as const), ...message }),
  fc.record(
    {
      kind: fc.constant('event' as const),
      ...message,
      issues,
      dropped,
      frames,
      answer,
      wantsAnswer: fc.constant(true as const),
    },
    { requiredKeys: ['kind', 'at', 'clientId', 'event', 'args', 'issues'] },
  ),
  fc.record(
    { kind: fc.constant('state' as const), ...base, state, before: state },
    { requiredKeys: ['kind', 'at', 'clientId', 'state'] },
  ),
);
const entries = fc
  .array(entry, { minLength: 1, maxLength: 8 })
  .map((list) => list.map((item, id) => withAfter({ ...item, id } as Entry, list.length - 1)));

/** An answer comes after entries that there are. */
function withAfter(entry: Entry, last: number): Entry {
  if (entry.kind === 'state' || entry.answer?.after === undefined) return entry;
  return { ...entry, answer: { ...entry.answer, after: last } };
}

describe.each(['ndjson', 'json'] as const)('%s', (format) => {
  it('reads back what was written, binary and frames and all', () => {
    fc.assert(
      fc.property(entries, (list) => {
        const read = readRecording('a file', write(list, format));
        // What nobody answered has ended.
        expect(read.entries).toEqual(list.map((one) => ended(one, 'unrecorded', CLIENTS.unrecorded)));
        for (const [id, { name }] of read.clients) expect(name).toBe(names[id]);
      }),
    );
  });

  it('holds no secret unless it is to be revealed', () => {
    const login = loginEntry();
    expect(write([login], format, { reveal: false })).not.toContain('tok-123');
    expect(write([login], format)).toContain('tok-123');
  });
});

it('says at which entry what is wrong', () => {
  const good = write([loginEntry()], 'ndjson');
  const refused = (text: string): string => {
    try {
      readRecording('a file', text);
    } catch (error) {
      return (error as Error).message;
    }
    throw new Error('It was read.');
  };
  expect(refused(`${good}\nwhat`)).toMatch(/^Line 4 is not JSON: /);
  expect(refused(`${good}{"kind":"call"}`)).toMatch(/^Entry 2 is damaged at id: /);
  expect(refused(`${good}7`)).toMatch(/^Entry 2 is damaged at its root: /);
  expect(refused(good.replace('"session:login"', '7'))).toMatch(/^Entry 1 is damaged at event: /);
  expect(refused(good.replace('{"name":"Alice"}', '{"$bytes":"???"}'))).toBe(
    'Entry 1: "$bytes" must be base64.',
  );
  expect(refused(good.replace('"clientId":"a"', '"clientId":"x"'))).toMatch(/not among the clients: x/);
  expect(refused('hello')).toMatch(/^The file is not JSON: /);
  expect(refused('')).toMatch(/^There is nothing in it/);
  expect(refused('{\n"entries": 7 }')).toMatch(/^This is JSON, but not a recording/);
  expect(refused('[\n{}\n]')).toMatch(/^This is JSON, but not a recording/);
  expect(refused(good.replace('"version":3', '"version":1'))).toMatch(
    /has version 1; this console reads versions 2 and 3/,
  );
  const document = write([loginEntry()], 'json');
  expect(refused(document.replace('"entries":[', '"things":['))).toMatch(/has no list "entries"/);
  expect(refused(document.replace('"name":"Timeline"', '"name":""'))).toMatch(/damaged at name: /);
});

it('never fails over anything it is given', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      try {
        readRecording('a file', text);
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
        expect((error as Error).message).toMatch(/^(Line|Entry|The file|There is nothing|This is JSON)/);
      }
    }),
  );
});

it('reads an exported recording back, marks and all, under an id of its own', () => {
  const entry = { ...loginEntry(), args: [{ name: { $secret: 1 } }] };
  const recording: Recording = {
    format: RECORDING_FORMAT,
    version: RECORDING_VERSION,
    id: 'a-talk',
    name: 'A talk',
    startedAt: 0,
    duration: 5,
    contract: { name: 'chat', version: '1.0.0' },
    clients: [{ id: 'a', name: 'Alice', hue: 0, identities: ['Alice'], startedAs: 'Anna' }],
    entries: [{ ...entry, frames: ['one'] }],
    ignored: [{ event: 'session:login', path: 'data.user' }],
  };
  const { id, ...read } = parseRecording(printRecording(recording));
  expect(id).not.toBe(recording.id);
  expect({ ...read, id: recording.id }).toEqual(recording);
});

it('renumbers the entries that a filter left, and the place of their answers', () => {
  const third: Entry = {
    kind: 'event',
    id: 9,
    at: 1,
    clientId: 'a',
    event: 'x',
    args: [],
    issues: [],
  };
  const answered = { ...loginEntry(), id: 4 };
  const answer = { ...(answered.answer as NonNullable<CallEntry['answer']>), after: 8 };
  const { entries: read } = parseRecording(write([{ ...answered, answer }, third], 'ndjson'));
  expect(read).toMatchObject([{ id: 0, answer: { after: 0 } }, { id: 1 }]);
});

it('names the contract that its clients spoke, and raw mode where they spoke none', () => {
  setContractOf('of the admin', OWN_ADMIN);
  setContractOf('raw', RAW);
  const contractOf = (...clientIds: string[]): unknown =>
    parseRecording(
      write(
        clientIds.map((clientId) => ({ ...loginEntry(), clientId })),
        'ndjson',
      ),
    ).contract;
  expect(contractOf('raw', 'of the admin')).toEqual({ name: OWN_ADMIN.name, version: OWN_ADMIN.version });
  expect(contractOf('raw')).toEqual({ name: RAW.name, version: RAW.version });
});

describe('csv', () => {
  it('has one line an entry, with its reply', () => {
    const { data } = Papa.parse<Record<string, string>>(write([loginEntry()], 'csv', { reveal: false }), {
      header: true,
      skipEmptyLines: true,
    });
    expect(data).toMatchObject([
      {
        time: '1970-01-01T00:00:00.000Z',
        client: 'Alice',
        direction: 'sent',
        event: 'session:login',
        payload: '{"name":"Alice"}',
        outcome: 'OK',
        latency_ms: '5.3',
      },
    ]);
    expect(data[0]?.reply).toContain('•••');
  });

  it('has no cell that a spreadsheet would take for a formula', () => {
    fc.assert(
      fc.property(entries, (list) => {
        const { data } = Papa.parse<string[]>(write(list, 'csv'), { skipEmptyLines: true });
        expect(data).toHaveLength(list.length + 1);
        for (const cell of data.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
      }),
    );
    for (const event of ['=1+1', '=1+1\nx', '@x\n', '\n=1', '＝1+1'])
      expect(write([{ ...loginEntry(), event } as Entry], 'csv')).toContain(`'${event}`);
  });
});

function loginEntry(): CallEntry {
  const reply = ok({ user: { id: 'u1', name: 'Alice' }, token: 'tok-123' });
  return {
    kind: 'call',
    id: 0,
    at: 0,
    clientId: 'a',
    event: 'session:login',
    args: [{ name: 'Alice' }],
    answer: {
      at: 5,
      by: 'server',
      outcome: 'OK',
      args: [reply],
      reply,
      latency: 5.31,
      issues: [],
      frames: ['430[{"ok":true,"data":{"token":"tok-123"}}]'],
    },
  };
}
