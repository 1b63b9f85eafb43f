import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { asked, hasProblem, hasToken, isEnded, keep, serveBadges, stateOf } from './badges.fixture.ts';

const HOUR = 3_600_000;
const BUSY = { code: 'SERVICE_UNAVAILABLE', message: 'Busy.' };

/** The pauses between refreshes that fail are this part of the longest, until the test is over. */
function setRandom(part: number): void {
  const random = vi.spyOn(Math, 'random').mockReturnValue(part);
  onTestFinished(() => random.mockRestore());
}

describe('a refresh that failed', () => {
  it('is reported, and repeated until it succeeds', async () => {
    setRandom(0.01);
    const server = await serveBadges(HOUR);
    const client = server.visitor({ auth: { token: 'kept' } });
    const { login } = keep(client);
    server.failure = BUSY;
    const failed = stateOf(login, hasProblem);
    await server.renewed(2);
    expect(await failed).toMatchObject({ token: 'kept', problem: BUSY });
    server.failure = undefined;
    expect(await stateOf(login, hasToken('badge-1'))).not.toHaveProperty('problem');
  });

  it('is repeated after what the server asks to wait', async () => {
    const server = await serveBadges(2 * HOUR);
    const client = server.visitor({ auth: { token: 'kept' } });
    const { login } = keep(client);
    server.failure = { ...BUSY, retryAfter: HOUR };
    await stateOf(login, hasProblem);
    server.failure = undefined;
    await asked(client);
    expect(server.received).toHaveLength(1);
  });

  it('is repeated at once on a new connection', async () => {
    const server = await serveBadges(2 * HOUR);
    const client = server.visitor({ auth: { token: 'kept' } });
    const { login } = keep(client);
    server.failure = { ...BUSY, retryAfter: HOUR };
    await stateOf(login, hasProblem);
    server.failure = undefined;
    server.cut();
    await stateOf(login, hasToken('badge-1'));
  });

  it('for a connection that was lost is repeated on the next', async () => {
    const server = await serveBadges(HOUR);
    const client = server.visitor({ auth: { token: 'kept' } });
    const { login } = keep(client);
    server.io.once('connection', (socket) => socket.prependAny(() => socket.conn.close()));
    await stateOf(login, hasToken('badge-1'));
    expect(server.handshakes).toEqual(['kept', 'kept']);
  });

  it.each([
    ['no life', null],
    ['a life of nothing', 0],
    ['a life that is no number', '60000'],
  ])('with %s in its reply is one, also where replies are not checked', async (_what, expiresIn) => {
    const server = await serveBadges(HOUR);
    const client = server.visitor({ auth: { token: 'kept' }, validation: { replies: 'off' } });
    const { login } = keep(client);
    server.expiresIn = expiresIn;
    expect(await stateOf(login, hasProblem)).toMatchObject({
      token: 'kept',
      problem: { code: 'REPLY_INVALID' },
    });
  });

  it('is repeated before the token ends, however long the pauses are, and the login ends with it', async () => {
    setRandom(0.99);
    // Tried at 800 ms, and after a pause of 990 ms it would be too late.
    const server = await serveBadges(1_600);
    const client = server.visitor();
    const { login } = keep(client);
    server.failure = BUSY;
    await client.call('badge:take', { visitor: 'Ada' });
    expect(await stateOf(login, isEnded)).toEqual({
      status: 'ended',
      problem: {
        code: 'UNAUTHORIZED',
        message: 'The token expired before it could be refreshed: log in again.',
        data: undefined,
      },
    });
    expect(server.received.length).toBeGreaterThan(2);
    expect(client.auth).toEqual({});
    expect(client.state.status).toBe('connected');
  });
});
