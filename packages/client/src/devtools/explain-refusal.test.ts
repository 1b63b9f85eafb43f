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
    [
      'BAD_REQUEST',
      'Token unknown. Correct the auth, and use the same version of the contract at both ends.',
    ],
    ['FORBIDDEN', 'Token unknown. This identity may not connect here: use another token.'],
    ['INTERNAL_SERVER_ERROR', 'Token unknown. Nothing is wrong at this end: connect again later.'],
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

describe.each(['SERVICE_UNAVAILABLE', 'TIMEOUT'])('a refusal for a while, with %s', (code) => {
  it('is tried again by itself by a client', async () => {
    const { client } = await refuseWith(code);
    const tools = inspectClient(client());
    const { problem } = await until(tools, 'connecting', ({ problem }) => problem !== undefined);
    expect(problem?.explanation).toBe(
      'Token unknown. Nothing is wrong at this end: it is tried again by itself.',
    );
  });

  it('is not tried again by a raw connection', async () => {
    const { url } = await refuseWith(code);
    const raw = createRawConnection(url);
    onTestFinished(() => raw.disconnect());
    const { problem } = await until(raw, 'refused');
    expect(problem.explanation).toBe('Token unknown. Nothing is wrong at this end: connect again later.');
  });
});
