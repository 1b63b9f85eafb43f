import { contract } from '@switchboard/events';
import { expect, it } from 'vitest';
import { withPolicies } from './changed-policies.ts';
import { loadPolicies } from './measured.config.ts';

it('changes the named rules in the policy of every event, and nothing else', () => {
  const changed = withPolicies({ rate: '10000000/s' });
  for (const [event, spec] of Object.entries(contract.clientEventMap)) {
    const policy = { ...spec.policy, rate: '10000000/s' };
    expect(changed.clientEventMap).toHaveProperty([event], { ...spec, policy });
  }
  expect({ ...changed, clientEventMap: undefined }).toEqual({ ...contract, clientEventMap: undefined });
});

it('refuses a policy that cannot be kept', () => {
  expect(() => withPolicies({ maxBytes: -1 })).toThrow('A policy cannot be kept');
});

it('reads the rules of the bench, above which the rates are out of reach', () => {
  expect(loadPolicies({})).toEqual({ rate: '10000000/s' });
  expect(loadPolicies({ BENCH_POLICY: '{"maxBytes":64}' })).toEqual({ rate: '10000000/s', maxBytes: 64 });
});
