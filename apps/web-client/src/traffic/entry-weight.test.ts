import { expect, it } from 'vitest';
import { entryWeight } from './entry-weight.ts';

it('weighs what a server gave with its refusal', () => {
  const problem = { message: 'no', explanation: 'No.', data: 'x'.repeat(4_000) };
  const state = { status: 'refused', since: 0, problem } as const;
  expect(entryWeight({ kind: 'state', id: 0, at: 0, clientId: 'a', state })).toBeGreaterThan(4_000);
});
