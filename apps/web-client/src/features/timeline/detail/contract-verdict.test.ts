import { fail, ok } from '@switchboard/contract';
import { contract } from '@switchboard/events';
import { expect, it } from 'vitest';
import { answerOf } from '../../../traffic/entry.fixture.ts';
import type { CallEntry, Entry } from '../../../traffic/entry.ts';
import type { Row } from '../rows.ts';
import { contractReport, contractVerdict, type Verdict } from './contract-verdict.ts';

const call: CallEntry = {
  kind: 'call',
  id: 1,
  at: 0,
  clientId: 'a',
  event: 'room:join',
  args: [{ room: 'A' }],
};
const row = (entry: Entry): Row => ({ kind: 'entry', key: '1', entry });
const verdict = (kind: Verdict['kind'], part: Partial<Verdict> = {}): Verdict => ({
  kind,
  issues: [],
  dropped: [],
  ...part,
});
const answerRow = (entry: CallEntry): Row => ({ kind: 'answer', key: '1 answer', entry });

it('checks what was sent, though nobody checked it on its way', () => {
  expect(contractVerdict(row(call))).toMatchObject({ kind: 'broken', issues: [{ path: ['room'] }] });
  expect(contractVerdict(row({ ...call, args: [{ room: 'a' }] }))).toEqual(verdict('fits'));
  expect(contractVerdict(row({ ...call, event: 'system:time', args: [{ room: 'a' }] }))).toMatchObject({
    kind: 'broken',
  });
  expect(contractVerdict(row({ ...call, event: 'room:list', args: [] }))).toEqual(verdict('fits'));
});

it('calls a field of what was sent, that the server leaves out, no breach', () => {
  const sent = row({ ...call, args: [{ room: 'a', colour: 'red' }] });
  expect(contractVerdict(sent)).toEqual(verdict('fits', { dropped: [['colour']] }));
  const unknown = row({ ...call, event: 'no:such', args: [{ room: 'a', colour: 'red' }] });
  expect(contractVerdict(unknown)).toEqual(verdict('unknown'));
});

it('knows what the contract does not', () => {
  expect(contractVerdict(row({ ...call, event: 'no:such' }))).toEqual(verdict('unknown'));
  const issues = [{ path: [], message: 'unknown' }];
  expect(contractVerdict(row({ ...call, kind: 'event', event: 'toString', issues }))).toEqual(
    verdict('unknown'),
  );
});

it('takes over what the client found in replies and events', () => {
  const issues = [{ path: ['data', 0], message: 'bad' }];
  const answer = answerOf(fail({ code: 'X', message: 'x', data: undefined }), { issues });
  expect(contractVerdict(answerRow({ ...call, answer }))).toEqual(verdict('broken', { issues }));
  expect(contractVerdict(answerRow(call))).toEqual(verdict('waiting'));
});

it('lists the fields that were left out, and calls them no breach', () => {
  const dropped = [
    ['user', 'rank'],
    ['users', 0, 'rank'],
  ];
  const answer = answerOf(ok({ user: {} }), { dropped });
  const answered = answerRow({ ...call, answer });
  const received = row({ ...call, kind: 'event', event: 'room:joined', issues: [], dropped });
  for (const shown of [answered, received]) {
    expect(contractVerdict(shown)).toEqual(verdict('fits', { dropped }));
    expect(contractReport(shown, contractVerdict(shown), 'Alice')).toContain(
      '\nNot in this contract, left out:\n- user.rank\n- users[0].rank\n',
    );
  }
});

it('makes a report that says what, where and whose, without secrets', () => {
  const issues = [{ path: ['user', 'roles', 0], message: 'Invalid input' }];
  const login: CallEntry = {
    ...call,
    event: 'session:login',
    args: [{ name: 'Alice' }],
    answer: answerOf(ok({ user: { id: 'u1' }, token: 'tok-123' }), { issues }),
  };
  const report = contractReport(answerRow(login), contractVerdict(answerRow(login)), 'Alice');
  expect(report).toContain(
    `Reply to session:login: breaks the contract\nContract: chat ${contract.version}\nClient: Alice`,
  );
  expect(report).toContain('- user.roles[0]: Invalid input');
  expect(report).toContain('Time: 1970-01-01T00:00:00.000Z');
  expect(report).not.toContain('tok-123');
});
