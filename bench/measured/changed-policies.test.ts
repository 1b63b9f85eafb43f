import { contract } from '@switchboard/events';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { failure, startApp } from '../../apps/server/src/app.fixture.ts';
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

it('the app holds its callers to the policies that it is given', async () => {
  await using app = await startApp({}, pino({ level: 'silent' }), {
    contract: withPolicies({ rate: '1/h', maxBytes: 64 }),
  });
  const socket = await app.connect();
  expect(await socket.emitWithAck('system:time')).toMatchObject({ ok: true });
  expect(await socket.emitWithAck('system:time')).toEqual(failure('TOO_MANY_REQUESTS'));
  const echo = await socket.emitWithAck('system:echo', { value: 'x'.repeat(64) });
  expect(echo).toEqual(failure('PAYLOAD_TOO_LARGE'));
});
