import { type ErrorBody, fail, type Issue, ok } from '@switchboard/contract';
import { expect, it } from 'vitest';
import type { Variant } from './invalid-variants.ts';
import { matrixReport, namesPlace, verdictOf } from './verdict.ts';

function refusal(code: string, issues: Issue[] = []): ReturnType<typeof fail> {
  return fail({ code, message: code, data: undefined, issues } satisfies ErrorBody);
}

it.each([
  ['BAD_REQUEST', 'rejected'],
  ['PAYLOAD_TOO_LARGE', 'rejected'],
  ['UNAUTHORIZED', 'not reached'],
  ['ROOM_FULL', 'not reached'],
  ['constructor', 'not reached'],
  ['INTERNAL_SERVER_ERROR', 'failed'],
  ['REPLY_INVALID', 'accepted'],
  ['TIMEOUT', 'no reply'],
  ['DISCONNECTED', 'no reply'],
])('%s means: %s', (code, verdict) => {
  expect(verdictOf(refusal(code))).toBe(verdict);
});

it('OK means that the server took what the contract forbids', () => {
  expect(verdictOf(ok({}))).toBe('accepted');
});

it.each<[string, Issue[], Variant['path'], boolean]>([
  ['at its place', [{ path: ['a', 0], message: '' }], ['a', 0], true],
  ['at its place, the index as a text', [{ path: ['a', '0'], message: '' }], ['a', 0], true],
  ['below it', [{ path: ['a', 'b'], message: '' }], ['a'], true],
  ['anywhere, for the whole', [{ path: ['a'], message: '' }], [], true],
  ['at the parent, by its name', [{ path: [], message: 'Unrecognized key: "b"' }], ['b'], true],
  ['at the parent without a name', [{ path: [], message: 'Invalid' }], ['b'], false],
  ['elsewhere', [{ path: ['c'], message: '' }], ['a'], false],
  ['nowhere', [], ['a'], false],
])('an issue %s', (_where, issues, path, named) => {
  expect(namesPlace(refusal('BAD_REQUEST', issues), { path })).toBe(named);
});

it('the report reports each verdict, and survives what a cell must not hold', () => {
  const variant: Variant = { name: 'a: bad | worse', path: ['a'], wrong: 'x', json: 1, payload: 1 };
  const results = [
    { variant, reply: ok({}) },
    { variant, reply: refusal('BAD_REQUEST', [{ path: ['a'], message: '' }]) },
  ];
  const report = matrixReport(results, {
    event: 'e',
    contract: 'demo 1.0.0',
    server: 'http://a/socket.io/',
    client: 'Alice',
    at: 0,
  });
  expect(report).toContain('demo 1.0.0 at http://a/socket.io/, sent as Alice, 1970-01-01T00:00:00.000Z');
  expect(report).toContain('2 sent: 1 accepted, 1 rejected.');
  expect(report).toContain('| a: bad \\| worse | x | accepted | OK |  |');
  expect(report).toContain('| a: bad \\| worse | x | rejected | BAD_REQUEST | yes |');
});
