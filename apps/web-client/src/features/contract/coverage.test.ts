import type { Contract } from '@switchboard/contract';
import { expect, it } from 'vitest';
import type { ContractSnapshot } from '../../traffic/contract-record.ts';
import { coverageMarkdown, coverageOf, percent } from './coverage.ts';

const contract: Contract = {
  name: 'demo',
  version: '2.0.0',
  clientEventMap: {
    'open:call': { summary: 'for all', errors: { NO_LUCK: true } },
    'closed:call': { summary: 'for some', policy: { scope: 'x', rate: '1/s' } },
  },
  serverEventMap: { 'it:happened': { summary: 'news' } },
};

const CONTEXT = { contract: 'demo 2.0.0', server: 'http://a/socket.io/', at: 0 };
const nothing: ContractSnapshot = { calls: new Map(), arrivals: new Map(), violations: [] };
const some: ContractSnapshot = {
  calls: new Map([
    [
      'open:call',
      {
        sent: 3,
        ok: 1,
        violations: 1,
        codes: new Map([
          ['NO_LUCK', 1],
          ['SERVICE_UNAVAILABLE', 1],
        ]),
      },
    ],
  ]),
  arrivals: new Map([['it:happened', { received: 2, violations: 0 }]]),
  violations: [],
};

it('counts what the contract makes possible: each event, its OK, and the codes that a caller can bring about', () => {
  // Declared: 1. BAD_REQUEST and PAYLOAD_TOO_LARGE of both, UNAUTHORIZED, FORBIDDEN and TOO_MANY_REQUESTS of one.
  expect(coverageOf(contract, nothing)).toMatchObject({
    sent: { done: 0, of: 2 },
    ok: { done: 0, of: 2 },
    codes: { done: 0, of: 8 },
    received: { done: 0, of: 1 },
    total: { done: 0, of: 13 },
  });
});

it('counts what was seen once, and shows but does not count what no caller can bring about', () => {
  const { calls, ...shares } = coverageOf(contract, some);
  expect(shares).toMatchObject({
    sent: { done: 1, of: 2 },
    ok: { done: 1, of: 2 },
    codes: { done: 1, of: 8 },
    received: { done: 1, of: 1 },
    total: { done: 4, of: 13 },
  });
  expect(calls[0]?.codes.find(({ code }) => code === 'SERVICE_UNAVAILABLE')).toMatchObject({
    count: 1,
    counts: false,
  });
});

it('is whole only when nothing is missing', () => {
  expect(percent({ done: 999, of: 1_000 })).toBe(99);
  expect(percent({ done: 4, of: 4 })).toBe(100);
});

it('is written as Markdown', () => {
  const markdown = coverageMarkdown(coverageOf(contract, some), CONTEXT);
  expect(markdown).toContain('# Coverage of demo 2.0.0 at http://a/socket.io/');
  expect(markdown).toContain('1970-01-01T00:00:00.000Z: 30 % (4 of 13)');
  expect(markdown).toContain(
    '| open:call | 3 | 1 | NO_LUCK ×1, SERVICE_UNAVAILABLE ×1 | BAD_REQUEST, PAYLOAD_TOO_LARGE | 1 |',
  );
  expect(markdown).toContain('| it:happened | 2 | 0 |');
});

it('keeps its table whatever an event is called', () => {
  const odd = { ...contract, clientEventMap: { 'a|b\nc': { summary: 'odd' } } };
  const markdown = coverageMarkdown(coverageOf(odd, nothing), CONTEXT);
  expect(markdown).toContain('| a\\|b c | 0 | 0 |');
});
