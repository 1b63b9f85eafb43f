import { describe, expect, it } from 'vitest';
import { explainConnectError, explainDisconnect } from './explain.ts';

const URL = 'https://example.test';

describe('explainConnectError', () => {
  it('says in short what is known of a transport, and keeps the error as the cause', () => {
    const error = Object.assign(new Error('xhr poll error'), { description: 502 });
    const problem = explainConnectError(error, URL);
    expect(problem).toEqual({
      message: 'xhr poll error',
      explanation: `${URL} cannot be reached (xhr poll error): check that the URL is right (http or https), the server runs and its certificate is trusted.`,
    });
    expect(problem.cause).toBe(error);
  });

  it.each([
    [null],
    ['text'],
    [{ code: 'FORBIDDEN' }],
    [{ message: 'x' }],
    [{ code: 1, message: 'x' }],
    [{ code: 'X', message: 1 }],
  ])('takes %j for no typed error', (data) => {
    const problem = explainConnectError(Object.assign(new Error('no'), { data }), URL);
    expect(problem).not.toHaveProperty('error');
  });
});

it('an unknown namespace is explained, with the slash at its end where that may be the reason', () => {
  const error = Object.assign(new Error('Invalid namespace'), { data: undefined });
  const plain = `The server at ${URL}/room-7 does not serve this namespace: check the namespace, the path behind the host in the URL.`;
  expect(explainConnectError(error, `${URL}/room-7`).explanation).toBe(plain);
  expect(explainConnectError(error, `${URL}/room-7/`).explanation).toMatch(
    /\/room-7\/ does not serve this namespace: leave out the slash at its end, or check/,
  );
});

it('a refusal is explained in the words of the server', () => {
  const error = Object.assign(new Error('no'), { data: { code: 'FORBIDDEN', message: 'No.' } });
  expect(explainConnectError(error, URL).explanation).toBe('No.');
});

it('a lost connection is explained by the reason that socket.io-client gives', () => {
  expect(explainDisconnect('transport close')).toEqual({
    message: 'transport close',
    explanation: 'The connection was lost: transport close.',
  });
});
