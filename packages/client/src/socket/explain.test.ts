import { describe, expect, it } from 'vitest';
import { createSelfSignedServer } from '../certificate.fixture.ts';
import { openClient, serve, until } from '../server.fixture.ts';
import { explainConnectError, explainDisconnect } from './explain.ts';

const URL = 'https://example.test';

describe('explainConnectError', () => {
  it('says in short what is known of a transport, and keeps the error as the cause', () => {
    const error = Object.assign(new Error('xhr poll error'), { description: 502 });
    const problem = explainConnectError(error, URL);
    expect(problem).toEqual({
      message: 'xhr poll error',
      explanation: `${URL} cannot be reached (xhr poll error): check the URL, that the server runs, and that its certificate is trusted.`,
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

describe.each(['polling', 'websocket'])('the scheme of the URL, by %s', (transport) => {
  const explanationOf = async (url: string) => {
    const client = openClient(url, { socketOptions: { transports: [transport], rejectUnauthorized: false } });
    const { problem } = await until(client, 'connecting', ({ problem }) => problem !== undefined);
    return problem?.explanation;
  };

  it('is explained where a server speaks HTTPS, and the URL has http://', async () => {
    const url = (await serve(undefined, await createSelfSignedServer())).url.replace('https:', 'http:');
    expect(await explanationOf(url)).toBe(
      `${url} closed the connection without an answer: if the server speaks HTTPS, write https:// in the URL.`,
    );
  });

  it('is explained where a server speaks plain HTTP, and the URL has https://', async () => {
    const url = (await serve()).url.replace('http:', 'https:');
    expect(await explanationOf(url)).toBe(
      `${url} does not speak TLS: write http:// in the URL, or give the server a certificate.`,
    );
  });
});

describe('the scheme of the URL', () => {
  it('is explained where an HTTPS server answers to plain HTTP that it wants HTTPS', () => {
    const context = { status: 400, responseText: 'The plain HTTP request was sent to HTTPS port' };
    const error = Object.assign(new Error('xhr poll error'), { description: 400, context });
    expect(explainConnectError(error, 'http://example.test').explanation).toContain(
      'write https:// in the URL',
    );
  });

  it('is named where a browser says nothing, for http:// alone', () => {
    const error = Object.assign(new Error('xhr poll error'), { description: 0 });
    expect(explainConnectError(error, 'http://example.test').explanation).toMatch(
      /If the server speaks HTTPS, write https:\/\/ in the URL\.$/,
    );
    expect(explainConnectError(error, URL).explanation).not.toContain('write http');
  });
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
