import type { ConnectionStep } from '@switchboard/client/devtools';
import { expect, it } from 'vitest';
import { NO_PROGRESS, progressAfter } from './named-client.ts';

const opening: ConnectionStep = { kind: 'opening', at: 1, transport: 'polling' };
const handshake: ConnectionStep = {
  kind: 'handshake',
  at: 2,
  transport: 'polling',
  pingInterval: 25_000,
  pingTimeout: 20_000,
  upgrades: ['websocket'],
};
const upgraded: ConnectionStep = { kind: 'upgraded', at: 4, transport: 'websocket' };

function after(...steps: ConnectionStep[]) {
  return steps.reduce(progressAfter, NO_PROGRESS);
}

it('grows with each step, and keeps the last word on the upgrade', () => {
  const upgrading: ConnectionStep = { kind: 'upgrading', at: 3, transport: 'websocket' };
  expect(after(opening, handshake, upgrading, upgraded, { kind: 'heartbeat', at: 5 })).toEqual({
    opening,
    handshake,
    upgrade: upgraded,
  });
});

it('is over once the next attempt is waited for, and begins anew with it', () => {
  const waiting: ConnectionStep = { kind: 'waiting', at: 6, until: 9 };
  expect(after(opening, handshake, upgraded, waiting)).toEqual({ waitUntil: 9 });
  expect(after(opening, waiting, { ...opening, at: 9 })).toEqual({ opening: { ...opening, at: 9 } });
});
