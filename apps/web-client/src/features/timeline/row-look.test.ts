import { fail, ok } from '@switchboard/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import { RAW, setContractOf } from '../../contract/contracts.ts';
import type { Answer, CallEntry, EventEntry, StateEntry } from '../../traffic/entry.ts';
import { formatDelta, rowLook, textOf } from './row-look.ts';
import { flawOf, rowsOf } from './rows.ts';

it.each([
  [0, '+0'],
  [7, '+7 ms'],
  [999, '+999 ms'],
  [1_250, '+1.3 s'],
  [59_940, '+59.9 s'],
  [60_000, '+1 min'],
  [7_300_000, '+121 min'],
  [-40, '−40 ms'],
])('says %i ms as %s', (milliseconds, text) => {
  expect(formatDelta(milliseconds)).toBe(text);
});

describe('a change of a connection', () => {
  const state = (at: number, change: StateEntry['state']): StateEntry => ({
    kind: 'state',
    id: at,
    at,
    clientId: 'a',
    state: change,
  });
  const look = (...states: StateEntry[]) => {
    const [entry] = states.slice(-1) as [StateEntry];
    const { title, text, tone } = rowLook({ kind: 'entry', key: '', entry, earlier: states.slice(0, -1) });
    return { title, text, tone };
  };
  const away = { message: 'lost', explanation: 'The network is away.' };

  it('says what came before in the same row', () => {
    const connected = state(12_400, {
      status: 'connected',
      since: 0,
      socketId: 'id',
      transport: 'websocket',
    });
    const before = [
      state(0, { status: 'disconnected', since: 0 }),
      state(1, { status: 'connecting', since: 1, attempt: 1 }),
    ];
    expect(look(...before, connected)).toEqual({
      title: 'connected',
      text: 'websocket, id; before, within 12.4 s: disconnected, connecting',
      tone: 'quiet',
    });
    expect(look(connected)).toMatchObject({ text: 'websocket, id' });
  });

  it('says how often it failed, and each reason once', () => {
    const lost = { message: 'cut', explanation: 'The connection was lost.' };
    const states = [lost, away, away, away].map((problem, attempt) =>
      state(attempt * 1_000, { status: 'reconnecting', since: 0, attempt, problem }),
    );
    expect(look(...states)).toEqual({
      title: 'reconnecting',
      text: '3 attempts in 3.0 s: The connection was lost. The network is away.',
      tone: 'bad',
    });
  });

  it('is called lost where nothing was refused, and upgraded where the transport alone is another', () => {
    const polling = { status: 'connected', since: 0, socketId: 'id', transport: 'polling' } as const;
    const websocket = { ...polling, transport: 'websocket' } as const;
    const closed = state(9, { status: 'refused', since: 9, problem: away });
    expect(look({ ...closed, before: polling })).toMatchObject({
      title: 'lost',
      text: 'The network is away.',
    });
    expect(look(closed)).toMatchObject({ title: 'refused' });
    const upgraded = { ...state(5, websocket), before: polling };
    expect(look(upgraded)).toMatchObject({ title: 'upgraded', text: 'websocket, id' });
    expect(look(state(4, polling), upgraded)).toMatchObject({ title: 'connected' });
    expect(look(state(4, polling), { ...upgraded, before: { ...polling, socketId: 'other' } })).toMatchObject(
      {
        title: 'connected',
      },
    );
  });

  it('says why the server refused it, and what it gave with that', () => {
    const error = { code: 'FORBIDDEN', message: 'No.', data: { wait: 3 } };
    const refused = (problem: object) =>
      state(0, { status: 'refused', since: 0, problem: { ...away, ...problem } });
    expect(look(refused({ error }))).toMatchObject({
      text: 'FORBIDDEN: The network is away. { wait: 3 }',
      tone: 'bad',
    });
    expect(
      look(
        refused({ data: ['banned'] }),
        state(5, { status: 'connecting', since: 0, attempt: 1 }),
        refused({ data: ['banned'] }),
      ),
    ).toMatchObject({ title: 'refused', text: '2 attempts in 0 ms: The network is away. ["banned"]' });
  });
});

describe('an answer', () => {
  beforeAll(() => setContractOf('raw client', RAW));

  const ANSWER: Answer = { at: 1, latency: 1, issues: [], by: 'server', args: [], outcome: 'answered' };
  const sum: CallEntry = {
    kind: 'call',
    id: 1,
    at: 0,
    clientId: 'raw client',
    event: 'sum',
    args: [1, 2],
  };
  const answered = (answer: Partial<Answer>, clientId = 'raw client') => {
    const entry = { ...sum, clientId, answer: { ...ANSWER, ...answer } };
    const row = { kind: 'answer', key: '1 answer', entry } as const;
    const { direction, title, text, tone } = rowLook(row);
    return { direction, title, text, tone, flaw: flawOf(row) };
  };

  it('shows every argument as it came, where there is no contract', () => {
    expect(rowLook({ kind: 'entry', key: '1', entry: sum })).toMatchObject({ title: 'sum', text: '1, 2' });
    expect(flawOf({ kind: 'entry', key: '1', entry: sum })).toBeUndefined();
    expect(answered({ args: [3] })).toEqual({
      direction: 'reply',
      title: 'answered',
      text: '3',
      tone: 'ok',
      flaw: undefined,
    });
    expect(answered({ args: [null] })).toMatchObject({ text: 'null' });
    expect(answered({ args: [null, { a: 1 }] })).toMatchObject({ text: 'null, { a: 1 }' });
    expect(answered({ args: [] })).toMatchObject({ title: 'answered', text: '' });
    expect(
      textOf({
        ...sum,
        answer: { ...ANSWER, args: ['x'.repeat(900), 'end'] },
      }),
    ).toMatch(/^sum 1, 2 answered "x+", "end"$/);
  });

  it('of the server is due, and waits for the connection where there is none', () => {
    const [, answerRow] = rowsOf(sum);
    if (!answerRow) throw new Error('A call has a row for its answer.');
    expect(rowLook(answerRow)).toMatchObject({ direction: 'reply', title: 'waiting…' });
    expect(rowLook(answerRow, [], false)).toMatchObject({ title: 'waiting for the connection…' });
  });

  it('of the user to the server is due, and then shown with all arguments', () => {
    const { kind: _, ...base } = sum;
    const question = { ...base, kind: 'event', event: 'ask', issues: [], wantsAnswer: true } as const;
    const look = (answer?: Answer) => {
      const entry: EventEntry = { ...question, ...(answer && { answer }) };
      const [row, answerRow] = rowsOf(entry);
      expect(row?.kind).toBe('entry');
      return answerRow && rowLook(answerRow);
    };
    expect(look()).toMatchObject({ direction: 'answer', title: 'the server waits for your answer' });
    expect(look({ ...ANSWER, by: 'user', args: ['yes', 1] })).toMatchObject({
      direction: 'answer',
      title: 'answered',
      text: '"yes", 1',
    });
    const explanation = 'The connection was lost before you answered.';
    expect(look({ ...ANSWER, by: 'client', args: [], outcome: 'disconnected', explanation })).toMatchObject({
      direction: 'answer',
      title: 'not answered',
      text: explanation,
      tone: 'judged',
    });
  });

  it('shows what is no reply of the contract as it came, and says so', () => {
    const reply = fail({ code: 'REPLY_INVALID', message: 'made up here', data: undefined });
    const issues = [{ path: [], message: 'no reply' }];
    expect(answered({ args: ['bare value'], reply, issues }, 'other')).toEqual({
      direction: 'answer',
      title: 'answered',
      text: '"bare value"',
      tone: 'ok',
      flaw: 'bare',
    });
    expect(answered({ args: [ok(3)], reply: ok(3) }, 'other')).toMatchObject({
      title: 'ok',
      text: '3',
      flaw: undefined,
    });
  });

  it('never has the look of a reply where no server answered', () => {
    const reply = fail({ code: 'TIMEOUT', message: 'No reply came.', data: undefined });
    expect(answered({ by: 'client', outcome: 'TIMEOUT', reply }, 'other')).toEqual({
      direction: 'no reply',
      title: 'TIMEOUT',
      text: 'No reply came.',
      tone: 'judged',
      flaw: undefined,
    });
  });
});

it('names a recovery offset beside the arguments', () => {
  const entry: EventEntry = {
    ...{ kind: 'event', id: 0, at: 0, clientId: 'a', event: 'tick', issues: [] },
    args: [1, 'QCON500'],
    hasOffset: true,
  };
  expect(rowLook({ kind: 'entry', key: '0', entry }).text).toBe('1, likely recovery offset "QCON500"');
});
