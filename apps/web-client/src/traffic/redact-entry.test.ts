import { fail, ok } from '@switchboard/contract';
import { expect, it } from 'vitest';
import { defaultContract, RAW, setContractOf } from '../contract/contracts.ts';
import type { CallEntry, Entry } from './entry.ts';
import { redactEntry, redactForOthers } from './redact-entry.ts';

const base = { id: 1, at: 0, clientId: 'a' };
const user = { id: 'u1', name: 'Alice' };
const login: CallEntry = {
  ...base,
  kind: 'call',
  event: 'session:login',
  args: [{ name: 'Alice' }],
  answer: {
    at: 5,
    latency: 5,
    issues: [],
    by: 'server',
    outcome: 'OK',
    args: [ok({ user, token: 'tok-123' })],
    reply: ok({ user, token: 'tok-123' }),
  },
};

it('hides what the contract marks as secret in a reply, and nothing else', () => {
  expect(redactEntry(login)).toEqual({
    ...login,
    answer: { ...login.answer, args: [ok({ user, token: '•••' })], reply: ok({ user, token: '•••' }) },
  });
});

it('goes by the contract that the entry was seen under, after its client went to another', () => {
  setContractOf('moved', RAW);
  const seen = { ...login, clientId: 'moved' };
  const at = { url: 'http://localhost', path: '/socket.io/' };
  const under = (contract: string) => redactEntry({ ...seen, place: { contract, ...at } });
  expect(JSON.stringify(under(defaultContract().id))).not.toContain('tok-123');
  expect(JSON.stringify(under(RAW.id))).toContain('tok-123');
});

it('leaves the entry itself alone, and gives the same answer for it each time', () => {
  expect(redactEntry(login)).toBe(redactEntry(login));
  expect(JSON.stringify(login)).toContain('tok-123');
});

it.each<Entry>([
  { ...base, kind: 'call', event: 'session:login', args: [{ name: 'Alice' }] },
  { ...base, kind: 'send', event: 'typing:set', args: [{ room: 'general', typing: true }] },
  { ...base, kind: 'send', event: 'toString', args: [{ token: 'x' }] },
  { ...base, kind: 'event', event: 'system:notice', args: [{ level: 'info', text: 'x' }], issues: [] },
  { ...base, kind: 'event', event: 'nobody:knows', args: [{ token: 'x' }], issues: [] },
  { ...base, kind: 'state', state: { status: 'disconnected', since: 0 } },
])('gives back an entry without secrets as it is: %j', (entry) => {
  expect(redactEntry(entry)).toBe(entry);
});

it('hides the packets that hold a secret, and only those', () => {
  const { answer } = login;
  if (!answer) throw new Error('the login is answered');
  const shown = redactEntry({ ...login, frames: ['sent'], answer: { ...answer, frames: ['received'] } });
  expect(shown.frames).toEqual(['sent']);
  expect(shown.answer).not.toHaveProperty('frames');
});

it('hides what is secret in a reply that came late', () => {
  const { answer } = login;
  if (!answer) throw new Error('the login is answered');
  const late = { at: 9, code: 'OK', latency: 9, args: answer.args ?? [] };
  const timeout = fail({ code: 'TIMEOUT', message: '', data: undefined });
  const shown = redactEntry({ ...login, answer: { ...answer, reply: timeout, args: [], late } });
  expect(shown.answer).toMatchObject({ reply: timeout, late: { args: [ok({ user, token: '•••' })] } });
});

it('hides from others what a server gives with its refusal under the name of a secret', () => {
  const problem = { message: 'no', explanation: 'No.', data: { token: 'tok-123', wait: 3 } };
  const refused: Entry = { ...base, kind: 'state', state: { status: 'refused', since: 0, problem } };
  expect(redactForOthers(refused)).toMatchObject({ state: { problem: { data: { token: '•••', wait: 3 } } } });
});
