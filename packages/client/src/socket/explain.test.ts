import { describe, expect, it } from 'vitest';
import { explainConnectError, explainDisconnect } from './explain.ts';

const URL = 'https://example.test';

describe('explainConnectError', () => {
  it.each([
    [{ context: { status: 404 } }, /answers with HTTP 404: check the path/],
    [{ description: 502 }, /answers with HTTP 502/],
    [{ description: { error: { message: '', code: 'ECONNREFUSED' } } }, /cannot be reached \(ECONNREFUSED\)/],
    [{ description: { type: 'error' } }, /cannot be reached \(websocket error\)/],
  ])('says in short what is known of %j, and keeps the error as the cause', (more, expected) => {
    const error = Object.assign(new Error('websocket error'), more);
    const problem = explainConnectError(error, URL);
    expect(problem.explanation).toMatch(expected);
    expect(problem.cause).toBe(error);
    expect(Object.keys(problem)).toEqual(['message', 'explanation']);
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
