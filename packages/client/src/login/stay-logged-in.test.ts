import { MAX_DURATION } from '@switchboard/contract';
import { io } from 'socket.io-client';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createClient } from '../client.ts';
import { until } from '../server.fixture.ts';
import { asked, contract, EVENTS, hasToken, isEnded, keep, serveBadges, stateOf } from './badges.fixture.ts';
import { stayLoggedIn } from './stay-logged-in.ts';

const HOUR = 3_600_000;
/** Half of it is what a test waits for a refresh, and the other half what a loaded machine may take for it. */
const SHORT = 3_000;

/** Date shows another time until the test is over. */
function setClock(offset: number): void {
  const now = Date.now() + offset;
  vi.useFakeTimers({ toFake: ['Date'], now });
  onTestFinished(() => void vi.useRealTimers());
}

describe('a client that stays logged in', () => {
  it('has the token of the login in its auth, beside what else is there, and reports the reply', async () => {
    const server = await serveBadges(HOUR);
    const client = server.visitor({ auth: { floor: 7 } });
    const { login, reported } = keep(client);
    expect(login.state).toEqual({ status: 'loggedOut' });
    const reply = await client.call('badge:take', { visitor: 'Ada' });
    const state = { status: 'loggedIn', token: 'badge-1', data: reply.ok && reply.data };
    expect(login.state).toEqual(state);
    expect(reported).toEqual([state]);
    expect(client.auth).toEqual({ floor: 7, token: 'badge-1' });
  });

  it('refreshes each token in its time, and restores the identity with the newest after a lost connection', async () => {
    const server = await serveBadges(SHORT);
    const client = server.visitor();
    const { login } = keep(client);
    await client.call('badge:take', { visitor: 'Ada' });
    await stateOf(login, hasToken('badge-2'));
    server.expiresIn = HOUR;
    await stateOf(login, hasToken('badge-3'));
    expect(login.state).toMatchObject({ data: { visitor: 'Ada', token: 'badge-1' } });
    const back = until(client, 'reconnecting').then(() => until(client, 'connected'));
    server.cut();
    await back;
    expect(server.handshakes).toEqual([undefined, 'badge-3']);
  });

  it('takes a token that somebody else refreshed by the same client', async () => {
    const server = await serveBadges(HOUR);
    const client = server.visitor();
    const { login } = keep(client);
    await client.call('badge:take', { visitor: 'Ada' });
    await client.call('badge:renew');
    expect(login.state).toMatchObject({ token: 'badge-2', data: { visitor: 'Ada' } });
    expect(client.auth).toEqual({ token: 'badge-2' });
  });

  it('refreshes once it is connected where it was created with a token, as nobody knows how long that lasts', async () => {
    const server = await serveBadges(HOUR);
    const client = server.visitor({ auth: { token: 'kept' } });
    const { login } = keep(client);
    expect(login.state).toEqual({ status: 'loggedIn', token: 'kept', data: undefined });
    await stateOf(login, hasToken('badge-1'));
    expect(server.handshakes).toEqual(['kept']);
  });

  it('waits as long as a timer can for half of a life that is longer', async () => {
    const server = await serveBadges(2 ** 33);
    const client = server.visitor();
    keep(client);
    const setTimer = vi.spyOn(globalThis, 'setTimeout');
    onTestFinished(() => setTimer.mockRestore());
    await client.call('badge:take', { visitor: 'Ada' });
    expect(Math.max(...setTimer.mock.calls.map(([, delay = 0]) => delay))).toBe(MAX_DURATION);
    await asked(client);
    expect(server.received).toHaveLength(1);
  });
});

describe.each([
  ['an hour fast', HOUR],
  ['an hour slow', -HOUR],
])('with a clock that is %s', (_what, offset) => {
  it('a token is refreshed in its time, neither at once nor never', async () => {
    const server = await serveBadges(HOUR / 2);
    const client = server.visitor();
    setClock(offset);
    const { login } = keep(client);
    await client.call('badge:take', { visitor: 'Ada' });
    await asked(client);
    await asked(client);
    expect(server.received.map(([event]) => event)).toEqual(['badge:take']);
    server.expiresIn = SHORT;
    await client.call('badge:renew');
    await stateOf(login, hasToken('badge-3'));
  });

  it('a token is refreshed in its time where the clock was set after the login', async () => {
    const server = await serveBadges(SHORT);
    const client = server.visitor();
    const { login } = keep(client);
    await client.call('badge:take', { visitor: 'Ada' });
    setClock(offset);
    await stateOf(login, hasToken('badge-2'));
  });
});

it('a machine that slept past half of the life of its token refreshes on the connection that it makes next', async () => {
  const server = await serveBadges(HOUR);
  const client = server.visitor();
  const { login } = keep(client);
  await client.call('badge:take', { visitor: 'Ada' });
  setClock(HOUR * 0.7);
  server.cut();
  await stateOf(login, hasToken('badge-2'));
  expect(server.handshakes).toEqual([undefined, 'badge-1']);
});

describe('a login ends', () => {
  it('by the logout, no matter who calls it', async () => {
    const server = await serveBadges(HOUR);
    const client = server.visitor({ auth: { floor: 7 } });
    const { login } = keep(client);
    await client.call('badge:take', { visitor: 'Ada' });
    await client.callUnchecked('badge:return', null);
    expect(login.state).toEqual({ status: 'loggedOut' });
    expect(client.auth).toEqual({ floor: 7 });
  });

  it('by the event of the server, though its payload is newer than the contract', async () => {
    const server = await serveBadges(HOUR);
    const client = server.visitor();
    const { login } = keep(client);
    await client.call('badge:take', { visitor: 'Ada' });
    const ended = stateOf(login, isEnded);
    server.io.emit('badge:void', { why: 'fire' });
    expect(await ended).toMatchObject({ problem: { code: 'UNAUTHORIZED' } });
    expect(client.auth).toEqual({});
  });

  it('by a refresh that is UNAUTHORIZED', async () => {
    const server = await serveBadges(HOUR);
    const client = server.visitor({ auth: { token: 'kept' } });
    const { login } = keep(client);
    server.failure = { code: 'UNAUTHORIZED', message: 'No such badge.' };
    expect(await stateOf(login, isEnded)).toMatchObject({ problem: server.failure });
    await asked(client);
    expect(server.received).toHaveLength(1);
  });

  it('by a handshake that is refused for the token, and the client connects as nobody', async () => {
    const server = await serveBadges(HOUR);
    server.void.add('kept');
    const client = server.visitor({ auth: { token: 'kept' } });
    const states: string[] = [];
    client.onState(({ status }) => states.push(status));
    const { login } = keep(client);
    client.onState(({ status }) => states.push(`${status} again`));
    const ended = stateOf(login, isEnded);
    await until(client, 'connected');
    expect(await ended).toMatchObject({ problem: { message: 'This badge is void.' } });
    expect(server.handshakes).toEqual(['kept', undefined]);
    expect(states.slice(0, 4)).toEqual(['refused', 'refused again', 'connecting', 'connecting again']);
  });

  it('by forget(), which leaves the connection as it is', async () => {
    const server = await serveBadges(HOUR);
    const client = server.visitor();
    const { login } = keep(client);
    await client.call('badge:take', { visitor: 'Ada' });
    login.forget();
    expect(login.state).toEqual({ status: 'loggedOut' });
    expect(client.auth).toEqual({});
    expect(client.state.status).toBe('connected');
  });

  it('and may begin again, as somebody else', async () => {
    const server = await serveBadges(HOUR);
    const client = server.visitor();
    const { login } = keep(client);
    await client.call('badge:take', { visitor: 'Ada' });
    await client.call('badge:return');
    await client.call('badge:take', { visitor: 'Bob' });
    expect(login.state).toMatchObject({ token: 'badge-2', data: { visitor: 'Bob' } });
  });

  it('while a refresh is under way, whose token is not taken', async () => {
    const server = await serveBadges(HOUR);
    const client = server.visitor();
    const { login } = keep(client);
    await client.call('badge:take', { visitor: 'Ada' });
    const refreshed = client.call('badge:renew');
    login.forget();
    await refreshed;
    expect(login.state).toEqual({ status: 'loggedOut' });
    expect(client.auth).toEqual({});
  });
});

it('on a socket of the application it refreshes and reports, and leaves auth and connection to the application', async () => {
  const server = await serveBadges(SHORT);
  const socket = io(server.url, { forceNew: true, transports: ['websocket'], reconnectionDelay: 5 });
  onTestFinished(() => void socket.disconnect());
  const client = createClient(contract, { socket });
  const { login } = keep(client);
  login.onState((state) => {
    socket.auth = state.status === 'loggedIn' ? { token: state.token } : {};
  });
  await client.call('badge:take', { visitor: 'Ada' });
  await stateOf(login, hasToken('badge-2'));
  server.void.add('badge-2');
  const ended = stateOf(login, isEnded);
  server.cut();
  await ended;
  expect(server.handshakes).toEqual([undefined, 'badge-2']);
  expect(client.state.status).toBe('refused');
  expect(client.auth).toBeUndefined();
});

describe('nothing is left behind', () => {
  it('no timer by a client that is disconnected, whose login goes on once it connects again', async () => {
    const server = await serveBadges(HOUR);
    const client = server.visitor();
    const { login } = keep(client);
    await until(client, 'connected');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    await client.call('badge:take', { visitor: 'Ada' });
    // The server of this process may have set one, too.
    const count = vi.getTimerCount();
    client.disconnect();
    expect(vi.getTimerCount()).toBe(count - 1);
    expect(login.state).toMatchObject({ status: 'loggedIn', token: 'badge-1' });
    vi.useRealTimers();
    client.connect();
    await until(client, 'connected');
    expect(server.handshakes).toEqual([undefined, 'badge-1']);
  });

  it('after stop() nothing is refreshed or reported, and the client keeps its token', async () => {
    const server = await serveBadges(HOUR);
    const client = server.visitor();
    const { login, reported } = keep(client);
    await client.call('badge:take', { visitor: 'Ada' });
    login.stop();
    await client.call('badge:renew');
    expect(reported).toHaveLength(1);
    expect(client.auth).toEqual({ token: 'badge-1' });
  });
});

it.each([
  [{ ...EVENTS, login: 'badge:tak' }, 'badge:tak" that a client sends.'],
  [{ ...EVENTS, refresh: 'toString' }, 'toString" that a client sends.'],
  [{ ...EVENTS, logout: 'badge:void' }, 'badge:void" that a client sends.'],
  [{ ...EVENTS, ended: 'badge:return' }, 'badge:return" that the server sends.'],
])('an event that the contract does not have is refused at once: %o', async (events, message) => {
  const server = await serveBadges(HOUR);
  const client = server.visitor({ autoConnect: false });
  expect(() => stayLoggedIn(client, events as typeof EVENTS)).toThrow(
    new TypeError(`stayLoggedIn: the contract has no event "${message}`),
  );
});
