import { describe, expect, it } from 'vitest';
import { explainConnectError, explainDisconnect } from './explain.ts';

const URL = 'https://example.test';

/** What socket.io-client makes of an answer with this HTTP status: in browsers the status is in the description. */
function httpError(status: number, where: 'description' | 'context'): Error {
  const more = where === 'description' ? { description: status } : { context: { status } };
  return Object.assign(new Error('xhr poll error'), more);
}

describe('explainConnectError', () => {
  it.each([
    [400, /check the protocol version/],
    [403, /origin: add it to ALLOWED_ORIGINS/],
    [404, /check the path/],
    [502, /not running, or failed \(HTTP 502\)/],
  ])('tells from the status %i what to change', (status, expected) => {
    for (const where of ['description', 'context'] as const) {
      const { message, explanation } = explainConnectError(httpError(status, where), URL);
      expect(message).toBe('xhr poll error');
      expect(explanation).toMatch(expected);
      expect(explanation).toContain(URL);
    }
  });

  it.each([
    [{ error: { message: 'getaddrinfo ENOTFOUND example.test', code: 'ENOTFOUND' } }, /host .* is not known/],
    [{ error: { message: '', code: 'ECONNREFUSED' } }, /Nothing listens/],
    [{ message: 'self-signed certificate' }, /certificate .* is not trusted/],
  ])('tells from the description %j what to change', (description, expected) => {
    const error = Object.assign(new Error('websocket error'), { description });
    expect(explainConnectError(error, URL).explanation).toMatch(expected);
  });

  it('says so where the server did not answer in time, or nothing more is known', () => {
    expect(explainConnectError(new Error('timeout'), URL).explanation).toBe(`${URL} did not answer in time.`);
    expect(explainConnectError(new Error('xhr poll error'), URL).explanation).toMatch(/cannot be reached/);
  });

  it('says what a browser does not: a WebSocket that failed has no reason there', () => {
    const error = Object.assign(new Error('websocket error'), { description: { type: 'error' } });
    expect(explainConnectError(error, URL).explanation).toMatch(/browsers do not tell why.* allow polling/);
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

it.each(['toString', '__proto__'])('has no advice for a refusal with the code %s', (code) => {
  const error = Object.assign(new Error('no'), { data: { code, message: 'No.' } });
  expect(explainConnectError(error, URL).explanation).toBe('No.');
});

describe('explainDisconnect', () => {
  it.each([
    'forced close',
    'io server disconnect',
    'ping timeout',
    'transport close',
    'transport error',
    'parse error',
  ])('explains %s', (reason) => {
    const { message, explanation } = explainDisconnect(reason);
    expect(message).toBe(reason);
    expect(explanation).not.toContain(reason);
  });

  it('repeats a reason it does not know', () => {
    expect(explainDisconnect('gremlins').explanation).toBe('The connection was lost: gremlins.');
  });
});
