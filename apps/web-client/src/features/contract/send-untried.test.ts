import type { Contract } from '@switchboard/contract';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ContractSnapshot } from '../../traffic/contract-record.ts';
import { type PlanOptions, planUntried } from './send-untried.tsx';

const payload = z.strictObject({ a: z.number() });
const contract: Contract = {
  name: 'demo',
  version: '1.0.0',
  clientEventMap: {
    'me:enter': { summary: 'log in' },
    'me:exit': { summary: 'log out' },
    'with:example': { summary: '', payload, examples: [{ name: 'one', payload: { a: 1 } }] },
    'without:example': { summary: '', payload },
    'bad:example': { summary: '', payload, examples: [{ name: 'one', payload: { a: 'x' } }] },
    'without:payload': { summary: '' },
  },
  serverEventMap: {},
};

const options: PlanOptions = {
  login: { login: 'me:enter', refresh: 'me:stay', logout: 'me:exit' },
  hasIdentity: false,
  withIdentityChanges: false,
};

function plan(
  part: Partial<PlanOptions> = {},
  tried: readonly string[] = [],
): [event: string, kind: string][] {
  const calls = new Map(tried.map((event) => [event, { sent: 1, ok: 0, codes: new Map(), violations: 0 }]));
  const snapshot: ContractSnapshot = { calls, arrivals: new Map(), violations: [] };
  return planUntried(contract, snapshot, { ...options, ...part }).map((call) => [
    call.event,
    'skip' in call ? 'skip' : 'send',
  ]);
}

it('goes by the order of the contract, what ends a login last, and leaves out what was tried', () => {
  expect(plan({ withIdentityChanges: true }, ['without:payload']).map(([event]) => event)).toEqual([
    'me:enter',
    'with:example',
    'without:example',
    'bad:example',
    'me:exit',
  ]);
});

it('sends the first example, or nothing where there is no payload', () => {
  const snapshot: ContractSnapshot = { calls: new Map(), arrivals: new Map(), violations: [] };
  const sent = planUntried(contract, snapshot, options).filter((call) => 'payload' in call);
  expect(sent).toEqual([
    { event: 'me:enter', payload: null },
    { event: 'with:example', payload: { a: 1 } },
    { event: 'without:payload', payload: null },
  ]);
});

it('skips what has no example, or one that does not fit', () => {
  expect(plan()).toContainEqual(['without:example', 'skip']);
  expect(plan()).toContainEqual(['bad:example', 'skip']);
});

describe('a login', () => {
  it('is not ended unless asked for', () => {
    expect(plan()).toContainEqual(['me:exit', 'skip']);
    expect(plan({ withIdentityChanges: true })).toContainEqual(['me:exit', 'send']);
  });

  it('is not replaced either', () => {
    expect(plan()).toContainEqual(['me:enter', 'send']);
    expect(plan({ hasIdentity: true })).toContainEqual(['me:enter', 'skip']);
  });
});
