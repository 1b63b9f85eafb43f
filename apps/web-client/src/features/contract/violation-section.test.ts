import { fail, ok, REDACTED } from '@switchboard/contract';
import { expect, it } from 'vitest';
import type { Violation } from '../../traffic/contract-record.ts';
import { violationReport } from './violation-section.tsx';

const reportOf = (part: Partial<Violation>): string =>
  violationReport(
    [violation(part)],
    { contract: 'chat 1.0.0', server: 'http://a/socket.io/', at: 0 },
    (id) => `client ${id}`,
  );

function violation(part: Partial<Violation>): Violation {
  return {
    key: 'k',
    kind: 'event',
    event: 'message:sent',
    issues: [{ path: ['author', 'name'], message: 'must be\ntext' }],
    sample: { author: { name: 7 } },
    size: 21,
    count: 1,
    at: 0,
    clientId: 'a',
    contract: 'chat',
    ...part,
  };
}

it('says what, where, when, at whom and by which contract', () => {
  const report = reportOf({ count: 3 });
  expect(report).toContain('# What broke the contract chat 1.0.0 at http://a/socket.io/');
  expect(report).toContain('Seen at this server in this session, written 1970-01-01T00:00:00.000Z.');
  expect(report).toContain('## `message:sent`: an event of the server');
  expect(report).toContain('3 times, last 1970-01-01T00:00:00.000Z at client a.');
  expect(report).toContain('- `author.name`: must be text');
  expect(report).toContain('"name": 7');
});

it('leaves secrets out of a reply, and cuts a long sample', () => {
  const reply = ok({ user: { id: 'u1', name: 7 }, token: 'tok-123' });
  const report = reportOf({ kind: 'reply', event: 'session:login', sample: reply });
  expect(report).not.toContain('tok-123');
  expect(report).toContain(REDACTED);
  const long = reportOf({ sample: { text: 'x'.repeat(9_000) } });
  expect(long).toContain('… cut');
  const large = reportOf({ sample: undefined, size: 50_000 });
  expect(large).toContain('Not kept, because it is large: 48.8 KiB');
  expect(long.length).toBeLessThan(3_000);
});

it('writes what cannot be JSON, and names from outside, without breaking', () => {
  const circular: Record<string, unknown> = {};
  circular.self = circular;
  const sample = fail({ code: 'X', message: 'x', data: circular });
  expect(reportOf({ kind: 'reply', event: 'a`b', sample })).toContain('cannot be written as JSON');
  expect(reportOf({ kind: 'not in the contract', event: 'a`b' })).toContain("## `a'b`");
});
