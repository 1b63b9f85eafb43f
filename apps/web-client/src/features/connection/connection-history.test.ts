import type { ConnectionState } from '@switchboard/client';
import type { ConnectionStep } from '@switchboard/client/devtools';
import { describe, expect, it } from 'vitest';
import { NO_PROGRESS, progressAfter } from '../../clients/named-client.ts';
import { DEFAULT_SETTINGS } from '../../links/connection-settings.ts';
import { describeAttempt, describeStep, linkStages } from './connection-history.tsx';

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

function stagesOf(state: ConnectionState, ...steps: ConnectionStep[]): string[] {
  const progress = steps.reduce(progressAfter, NO_PROGRESS);
  const settings = { ...DEFAULT_SETTINGS, namespace: '/admin' };
  return linkStages({ state, progress, settings }).map(
    ({ title, status, after }) => `${title} ${status}${after === undefined ? '' : ` ${after}`}`,
  );
}

describe('the stages of a connection', () => {
  it('grow while the connection is made and upgraded', () => {
    expect(stagesOf(CONNECTING)).toEqual([]);
    expect(stagesOf(CONNECTING, OPENING)).toEqual(['Open polling now']);
    const shaken = ['Open polling done', 'Handshake done 20'];
    expect(stagesOf(CONNECTING, OPENING, HANDSHAKE)).toEqual([
      ...shaken,
      'Join /admin now',
      'Probe websocket now',
    ]);
    const joined = [...shaken, 'Join /admin done 30'];
    expect(stagesOf(CONNECTED, OPENING, HANDSHAKE, UPGRADING)).toEqual([
      ...joined,
      'Probe websocket done',
      'Upgrade to websocket now',
    ]);
    expect(stagesOf(CONNECTED, OPENING, HANDSHAKE, UPGRADING, UPGRADED)).toEqual([
      ...joined,
      'Probe websocket done',
      'Upgraded to websocket done 50',
    ]);
  });

  it('show what failed', () => {
    expect(stagesOf(CONNECTED, OPENING, HANDSHAKE, FAILED).at(-1)).toBe('Upgrade to websocket failed 45');
    expect(stagesOf(REFUSED, OPENING, HANDSHAKE).at(-1)).toBe('Join /admin failed');
  });

  it('end with the handshake where there is nothing to upgrade to', () => {
    expect(stagesOf(CONNECTED, OPENING, { ...HANDSHAKE, upgrades: [] })).toHaveLength(3);
  });

  it('are none while nothing is tried', () => {
    expect(stagesOf({ status: 'disconnected', since: 0 }, OPENING, HANDSHAKE)).toEqual([]);
    expect(stagesOf(CONNECTING, OPENING, { kind: 'waiting', at: 200, until: 900 })).toEqual([]);
  });
});

const problem = { message: 'xhr poll error', explanation: 'Nothing listens there.' };

function titlesOf(...states: ConnectionState[]): string[] {
  return states.map((state, index) => describeAttempt(state, states[index - 1]).title);
}

it('reports a first connection that fails, then works, then is upgraded', () => {
  expect(
    titlesOf(
      { status: 'connecting', since: 0, attempt: 1 },
      { status: 'connecting', since: 0, attempt: 1, problem },
      { status: 'connecting', since: 0, attempt: 2, problem },
      { status: 'connected', since: 1, socketId: 's1', transport: 'polling' },
      { status: 'connected', since: 2, socketId: 's1', transport: 'websocket' },
    ),
  ).toEqual([
    'Attempt 1',
    'Attempt 1 failed',
    'Attempt 2',
    'Connected by polling as s1',
    'Upgraded to websocket',
  ]);
});

it('reports a connection that is lost, tried again, and refused', () => {
  expect(
    titlesOf(
      { status: 'connected', since: 1, socketId: 's1', transport: 'websocket' },
      { status: 'reconnecting', since: 2, attempt: 0, problem },
      { status: 'reconnecting', since: 2, attempt: 1, problem },
      { status: 'reconnecting', since: 2, attempt: 1, problem },
      { status: 'refused', since: 3, problem },
    ),
  ).toEqual(['Connected by websocket as s1', 'Connection lost', 'Attempt 1', 'Attempt 1 failed', 'Refused']);
});

it('says where the server restored the session', () => {
  const state = { status: 'connected', since: 1, socketId: 's1', transport: 'websocket' } as const;
  expect(titlesOf({ ...state, recovered: true })).toEqual([
    'Connected by websocket as s1, session recovered',
  ]);
});

it('explains a failure, and a try that has not failed yet not at all', () => {
  const before: ConnectionState = { status: 'reconnecting', since: 2, attempt: 1, problem };
  expect(describeAttempt(before, before).explanation).toBe(problem.explanation);
  expect(describeAttempt({ ...before, attempt: 2 }, before).explanation).toBeUndefined();
});

it('reports the steps that no state reports', () => {
  const steps: ConnectionStep[] = [
    { kind: 'opening', at: 0, transport: 'polling' },
    {
      kind: 'handshake',
      at: 1,
      transport: 'polling',
      pingInterval: 25_000,
      pingTimeout: 20_000,
      upgrades: ['websocket'],
    },
    { kind: 'upgrading', at: 2, transport: 'websocket' },
    { kind: 'upgraded', at: 3, transport: 'websocket' },
    { kind: 'upgrade-failed', at: 3, transport: 'websocket', reason: 'probe error' },
    { kind: 'heartbeat', at: 4 },
    { kind: 'waiting', at: 5_000, until: 6_250 },
  ];
  expect(steps.map((step) => describeStep(step)?.title)).toEqual([
    undefined,
    'Handshake by polling',
    'The probe of websocket was answered',
    undefined,
    'Upgrade to websocket failed',
    undefined,
    'Next attempt in 1.3 s',
  ]);
});

it.each([
  ['probe error: TransportError: websocket error', true],
  ['probe error: transport closed', true],
  ['probe error: socket closed', false],
])('blames a proxy for an upgrade only where its transport failed: %s', (reason, isBlamed) => {
  const step = describeStep({ kind: 'upgrade-failed', at: 0, transport: 'websocket', reason });
  expect(step?.explanation?.includes('A proxy may stop WebSockets.')).toBe(isBlamed);
});
