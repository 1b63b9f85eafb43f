import { expect, it } from 'vitest';
import { RAW } from '../../../contract/contracts.ts';
import { readSettings } from '../../../links/connection-settings.ts';
import type { Link } from '../../../links/link.ts';
import { openRecording, parseRecording } from '../../../recordings/read-recording.ts';
import type { Entry } from '../../../traffic/entry.ts';
import { FORMATS, type WriteOptions, writeRecording } from './write-recording.ts';

const settings = readSettings({
  url: 'http://x.example',
  path: '/io/',
  contract: RAW.id,
  auth: { key: 'tok-1' },
  query: { key: 'tok-2' },
  headers: { key: 'tok-3' },
});
const link = { url: 'http://x.example', contract: RAW } as Link;
const place = { contract: RAW.id, url: link.url, path: settings.path };
const event: Entry = { kind: 'event', id: 0, at: 0, clientId: 'a', event: 'x', args: [], issues: [], place };

function settingsIn(entries: readonly Entry[], client: ReturnType<WriteOptions['clientOf']>, reveal = false) {
  const file = [...writeRecording(entries, { format: 'json', clientOf: () => client, reveal })].join('');
  return parseRecording(file).clients[0]?.settings;
}

it('writes how a client connected, without its secrets unless they are to be revealed', () => {
  const client = { name: 'Ann', settings, link };
  const hidden = { auth: { key: { $secret: 1 } }, query: { key: { $secret: 2 } }, headers: {} };
  expect(settingsIn([event], client)).toEqual({ ...settings, ...hidden });
  expect(settingsIn([event], client, true)).toEqual(settings);
});

it('writes where the entries were seen, of a client that moved or was removed since', () => {
  const seenAt = { ...place, url: 'http://y.example/rooms' };
  const expected = readSettings({
    url: 'http://y.example',
    namespace: '/rooms',
    path: '/io/',
    contract: RAW.id,
  });
  for (const client of [{ name: 'Ann', settings, link }, { name: '(removed)' }])
    expect(settingsIn([{ ...event, place: seenAt }], client, true)).toEqual(expected);
});

it('writes the settings of a recording that was opened as they are, its marks included', () => {
  const recorded = { ...settings, auth: { key: { $secret: 7 } }, query: {}, headers: {} };
  for (const reveal of [false, true])
    expect(settingsIn([event], { name: 'Ann', recorded }, reveal)).toEqual(recorded);
  const kept = { ...recorded, auth: { key: 'tok-1' } };
  expect(settingsIn([event], { name: 'Ann', recorded: kept })?.auth).toEqual({ key: { $secret: 1 } });
});

it('writes the settings of its clients again after it was opened', () => {
  const write = (clientOf: WriteOptions['clientOf']): string =>
    [...writeRecording([event], { format: 'json', clientOf, reveal: false })].join('');
  const file = write(() => ({ name: 'Ann', settings, link }));
  const { clients } = openRecording(parseRecording(file));
  expect(write((id) => clients.get(id) ?? { name: '' })).toBe(file);
});

it('writes what the user answered, and that an answer is still due, into the table', () => {
  const asks: Entry = { ...event, event: 'ask', args: [1], wantsAnswer: true };
  const given = {
    at: 9,
    latency: 9.04,
    by: 'user',
    args: ['yes', 2],
    outcome: 'answered',
    issues: [],
  } as const;
  const entries: Entry[] = [event, asks, { ...asks, answer: given }];
  const written = [
    ...writeRecording(entries, { format: 'csv', clientOf: () => ({ name: 'Ann' }), reveal: false }),
  ];
  const cells = written.slice(1).map((line) => line.trim().split(',').slice(2));
  expect(cells).toEqual([
    ['received', 'x', '', '4', '', '', '', ''],
    ['received', 'ask', '1', '1', 'no answer yet', '', '', ''],
    ['received', 'ask', '1', '1', 'answered', '"[""yes""', '2]"', '9', ''],
  ]);
});

it('leaves out what a text without a contract reports: JSON with a secret in it, or a secret and its name', () => {
  const texts = ['{"user":"bob","password":"hunter2!"}', 'password=hunter2!'];
  const answer = { at: 1, latency: 1, by: 'server', args: texts, outcome: 'answered', issues: [] } as const;
  const entries: Entry[] = [
    { ...event, args: texts, frames: [`42${JSON.stringify(['x', ...texts])}`] },
    { kind: 'call', id: 1, at: 0, clientId: 'a', event: 'x', args: [{ texts }], answer, place },
  ];
  for (const format of FORMATS) {
    const write = (reveal: boolean): string =>
      [...writeRecording(entries, { format, clientOf: (name) => ({ name }), reveal })].join('');
    expect(write(true)).toContain('hunter2!');
    expect(write(false)).not.toContain('hunter2!');
  }
});

it('leaves out what is named like a secret in messages without a contract, and its packets alone', () => {
  const base = { at: 0, clientId: 'a', place: { contract: RAW.id, url: 'http://x', path: '/' } };
  const answered = { at: 1, latency: 1, by: 'server', outcome: 'answered', issues: [] } as const;
  const entries: Entry[] = [
    {
      ...base,
      kind: 'call',
      id: 0,
      event: 'x',
      args: [{ password: 'tok-1' }],
      frames: ['42["x",tok-1]'],
      answer: { ...answered, args: [{ open: 1 }], frames: ['of the answer'] },
    },
    {
      ...base,
      kind: 'call',
      id: 1,
      event: 'x',
      args: ['open'],
      frames: ['of the call'],
      answer: { ...answered, args: [{ token: 'tok-2' }], frames: ['43[tok-2]'] },
    },
    { ...base, kind: 'event', id: 2, event: 'x', args: [1, { secret: 'tok-3' }], issues: [] },
  ];
  for (const format of FORMATS) {
    const write = (reveal: boolean): string =>
      [...writeRecording(entries, { format, clientOf: (name) => ({ name }), reveal })].join('');
    expect(write(false)).not.toContain('tok-');
    expect(write(false).split('•••')).toHaveLength(4);
    expect(write(true)).toContain('tok-1');
    if (format !== 'csv') expect(write(false)).toMatch(/of the answer.*of the call/s);
  }
});

it('leaves out a secret wherever it stands, also before it is known as one, and where a server echoes the settings', () => {
  const echoed = ['tok-1', 'tok-2', 'tok-3', 'TOPSECRET', 'you are TOPSECRET', 99_887_766, '99887766'];
  const frames = [`42${JSON.stringify(['x', ...echoed])}`];
  const answer = {
    at: 1,
    latency: 1,
    by: 'server',
    args: echoed,
    outcome: 'answered',
    issues: [],
    frames,
  } as const;
  const refusal = { message: 'no TOPSECRET', explanation: '', data: { sid: 'TOPSECRET' } };
  const base = { at: 0, clientId: 'a', place };
  const entries: Entry[] = [
    { ...event, args: [{ echoed }], frames },
    { ...base, kind: 'call', id: 1, event: 'x', args: ['open'], frames: ['of the call'], answer },
    { ...base, kind: 'state', id: 2, state: { status: 'refused', since: 0, problem: refusal } } as Entry,
    { ...base, kind: 'send', id: 3, event: 'x', args: [{ token: 'TOPSECRET' }, '{"pin":99887766}'] },
  ];
  const client = { name: 'Ann', settings, link };
  for (const format of FORMATS) {
    const write = (reveal: boolean): string =>
      [...writeRecording(entries, { format, clientOf: () => client, reveal })].join('');
    expect(write(true)).toContain('TOPSECRET');
    expect(write(false)).not.toMatch(/TOPSECRET|tok-|99887766/);
    if (format === 'csv') continue;
    expect(write(false)).toContain('of the call');
    expect(parseRecording(write(false)).entries).toHaveLength(4);
  }
});

it('writes the rest where one payload nests too deep for JSON', () => {
  let deep: unknown = 0;
  for (let level = 0; level < 100; level++) deep = [deep];
  const entries: Entry[] = [
    { ...event, args: [deep] },
    { ...event, event: 'y' },
  ];
  const file = writeRecording(entries, { format: 'ndjson', clientOf: () => ({ name: 'Ann' }), reveal: true });
  const { entries: read } = parseRecording([...file].join(''));
  expect(read[0]).toMatchObject({ event: 'x', args: [expect.stringContaining('64 levels')] });
  expect(read[1]).toMatchObject({ event: 'y', args: [] });
});

it.each([false, true])('writes integers beyond 2^53 as they came, revealed or not: %j', (reveal) => {
  const entry = {
    ...event,
    args: [{ id: 9_007_199_254_740_993n, list: [-9_007_199_254_740_995n] }],
  } as const;
  const write = (format: WriteOptions['format']): string =>
    [...writeRecording([entry], { format, clientOf: () => ({ name: 'Ann' }), reveal })].join('');
  for (const format of ['json', 'ndjson'] as const)
    expect(openRecording(parseRecording(write(format))).entries).toMatchObject([{ args: entry.args }]);
  expect(write('csv')).toContain('9007199254740993');
});

it('hides a secret that is such an integer', () => {
  const entry = { ...event, args: [{ pin: 9_007_199_254_740_993n }, 9_007_199_254_740_993n] };
  const clientOf: WriteOptions['clientOf'] = () => ({ name: 'Ann' });
  for (const format of FORMATS)
    expect([...writeRecording([entry], { format, clientOf, reveal: false })].join('')).not.toContain(
      '9007199',
    );
});

it('writes a recovery offset as what it is, and in a table not at all', () => {
  const entry: Entry = { ...event, args: [1, 'QCON500'], hasOffset: true };
  const write = (format: WriteOptions['format']): string =>
    [...writeRecording([entry], { format, clientOf: () => ({ name: 'Ann' }), reveal: false })].join('');
  expect(parseRecording(write('ndjson')).entries).toMatchObject([{ args: [1, 'QCON500'], hasOffset: true }]);
  expect(write('csv')).toContain(',x,1,1,');
});
