import { describe, expect, it } from 'vitest';
import { explainConnectError, explainDisconnect } from './explain.ts';

const URL = 'https://example.test';

describe('explainConnectError', () => {
  it('says in short what is known of a transport, and keeps the error as the cause', () => {
    const error = Object.assign(new Error('xhr poll error'), { description: 502 });
    const problem = explainConnectError(error, URL);
    expect(problem).toEqual({
      message: 'xhr poll error',
      explanation: `${URL} cannot be reached (xhr poll error): check the URL, that the server runs, and that its certificate is trusted. If it speaks plain HTTP, write http:// in the URL.`,
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

it.each(['toString', '__proto__'])('has no advice for a refusal with the code %s', (code) => {
  const error = Object.assign(new Error('no'), { data: { code, message: 'No.' } });
  expect(explainConnectError(error, URL).explanation).toBe('No.');
});

it.each([
  ['http://example.test', 'If it speaks HTTPS, write https:// in the URL.'],
  ['https://example.test', 'If it speaks plain HTTP, write http:// in the URL.'],
])('names the other scheme where %s cannot be reached', (url, advice) => {
  const error = Object.assign(new Error('xhr poll error'), { description: 0 });
  expect(explainConnectError(error, url).explanation).toContain(advice);
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
