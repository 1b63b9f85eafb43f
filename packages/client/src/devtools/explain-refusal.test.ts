import { describe, expect, it, onTestFinished } from 'vitest';
import { serve, until } from '../server.fixture.ts';
import { inspectClient } from './inspect-client.ts';
import { createRawConnection } from './raw-connection.ts';

/** A server that refuses every handshake with this code. */
async function refuseWith(code: string) {
  const served = await serve();
  const error = { code, message: 'Token unknown.' };
  served.io.use((_socket, next) => next(Object.assign(new Error('refused'), { data: error })));
  return { ...served, error };
}

describe('an inspection says what to do about a refusal', () => {
  it.each([
    ['UNAUTHORIZED', 'Token unknown.'],
    ['BAD_REQUEST', 'Token unknown. Correct the auth.'],
    ['FORBIDDEN', 'Token unknown. This identity may not connect here: use another token.'],
    ['INTERNAL_SERVER_ERROR', 'Token unknown. Nothing is wrong with this client: connect again later.'],
    ['OUT_OF_SEASON', 'Token unknown.'],
    ['toString', 'Token unknown.'],
    ['__proto__', 'Token unknown.'],
  ])('with %s', async (code, explanation) => {
    const { client, error } = await refuseWith(code);
    const { problem } = await until(inspectClient(client()), 'refused');
    expect(problem).toEqual({ message: 'Token unknown.', explanation, error });
    expect(problem.cause).toMatchObject({ data: error });
  });
});

describe('a refusal of the contract', () => {
  /** A server that checks handshakes as the router does. */
  async function refusal(message: string, code = 'BAD_REQUEST') {
    const { client, io } = await serve();
    io.use((_socket, next) => next(Object.assign(new Error('refused'), { data: { code, message } })));
    return (await until(inspectClient(client()), 'refused')).problem;
  }

  it('names that of the server, and no fault of the auth', async () => {
    const { speaks, explanation } = await refusal(
      'This server speaks the contract test 2.0.0, not test 1.2.3.',
    );
    expect(speaks).toEqual({ name: 'test', version: '2.0.0' });
    expect(explanation).toBe(
      'This server speaks the contract test 2.0.0, not test 1.2.3. Use the same version of the contract at both ends.',
    );
  });

  it.each([
    ['The handshake auth does not fit.', 'BAD_REQUEST'],
    ['This server speaks the contract test 2.0.0, not test 1.2.3.', 'FORBIDDEN'],
  ])('is no other refusal: %s %s', async (message, code) => {
    expect(await refusal(message, code)).not.toHaveProperty('speaks');
  });
});

describe.each(['SERVICE_UNAVAILABLE', 'TIMEOUT'])('a refusal for a while, with %s', (code) => {
  it('is tried again by itself by a client', async () => {
    const { client } = await refuseWith(code);
    const tools = inspectClient(client());
    const { problem } = await until(tools, 'connecting', ({ problem }) => problem !== undefined);
    expect(problem?.explanation).toBe(
      'Token unknown. Nothing is wrong with this client: it tries again by itself.',
    );
  });

  it('is not tried again by a raw connection', async () => {
    const { url } = await refuseWith(code);
    const raw = createRawConnection(url);
    onTestFinished(() => raw.disconnect());
    const { problem } = await until(raw, 'refused');
    expect(problem.explanation).toBe(
      'Token unknown. Nothing is wrong with this client: connect again later.',
    );
  });
});
