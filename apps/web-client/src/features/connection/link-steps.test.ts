import type { ConnectionState } from '@switchboard/client';
import type { ConnectionStep } from '@switchboard/client/devtools';
import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../clients/connection-settings.ts';
import { NO_PROGRESS, progressAfter } from '../../clients/named-client.ts';
import { linkStages } from './link-steps.tsx';

const CONNECTING: ConnectionState = { status: 'connecting', since: 0, attempt: 1 };
const CONNECTED: ConnectionState = { status: 'connected', since: 130, socketId: 's1', transport: 'polling' };
const REFUSED: ConnectionState = {
  status: 'refused',
  since: 9,
  problem: { message: 'no', explanation: 'No.' },
};

const OPENING: ConnectionStep = { kind: 'opening', at: 100, transport: 'polling' };
const HANDSHAKE: ConnectionStep = {
  kind: 'handshake',
  at: 120,
  transport: 'polling',
  pingInterval: 25_000,
  pingTimeout: 20_000,
  upgrades: ['websocket'],
};
const UPGRADING: ConnectionStep = { kind: 'upgrading', at: 140, transport: 'websocket' };
const UPGRADED: ConnectionStep = { kind: 'upgraded', at: 150, transport: 'websocket' };
const FAILED: ConnectionStep = { kind: 'upgrade-failed', at: 145, transport: 'websocket', reason: 'no' };

function tell(state: ConnectionState, ...steps: ConnectionStep[]): string[] {
  const progress = steps.reduce(progressAfter, NO_PROGRESS);
  const settings = { ...DEFAULT_SETTINGS, namespace: '/admin' };
  return linkStages({ state, progress, settings }).map(
    ({ title, status, after }) => `${title} ${status}${after === undefined ? '' : ` ${after}`}`,
  );
}

it('grow while the connection is made and upgraded', () => {
  expect(tell(CONNECTING)).toEqual([]);
  expect(tell(CONNECTING, OPENING)).toEqual(['Open polling now']);
  const shaken = ['Open polling done', 'Handshake done 20'];
  expect(tell(CONNECTING, OPENING, HANDSHAKE)).toEqual([...shaken, 'Join /admin now', 'Probe websocket now']);
  const joined = [...shaken, 'Join /admin done 30'];
  expect(tell(CONNECTED, OPENING, HANDSHAKE, UPGRADING)).toEqual([
    ...joined,
    'Probe websocket done',
    'Upgrade to websocket now',
  ]);
  expect(tell(CONNECTED, OPENING, HANDSHAKE, UPGRADING, UPGRADED)).toEqual([
    ...joined,
    'Probe websocket done',
    'Upgraded to websocket done 50',
  ]);
});

it('show what failed', () => {
  expect(tell(CONNECTED, OPENING, HANDSHAKE, FAILED).at(-1)).toBe('Upgrade to websocket failed 45');
  expect(tell(REFUSED, OPENING, HANDSHAKE).at(-1)).toBe('Join /admin failed');
});

it('end with the handshake where there is nothing to upgrade to', () => {
  expect(tell(CONNECTED, OPENING, { ...HANDSHAKE, upgrades: [] })).toHaveLength(3);
});

it('are none while nothing is tried', () => {
  expect(tell({ status: 'disconnected', since: 0 }, OPENING, HANDSHAKE)).toEqual([]);
  expect(tell(CONNECTING, OPENING, { kind: 'waiting', at: 200, until: 900 })).toEqual([]);
});
