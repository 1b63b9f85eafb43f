import { describe, expect, it } from 'vitest';
import { createSelfSignedServer } from '../certificate.fixture.ts';
import { openClient, serve, until } from '../server.fixture.ts';
import { explainScheme } from './explain-transport.ts';
import { inspectClient } from './inspect-client.ts';

describe.each(['polling', 'websocket'])('the scheme of the URL, by %s', (transport) => {
  const explanationOf = async (url: string) => {
    const options = { socketOptions: { transports: [transport], rejectUnauthorized: false } };
    const inspection = inspectClient(openClient(url, options));
    const { problem } = await until(inspection, 'connecting', ({ problem }) => problem !== undefined);
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

it('an HTTPS server that answers to plain HTTP that it wants HTTPS is explained, too', () => {
  const context = { status: 400, responseText: 'The plain HTTP request was sent to HTTPS port' };
  const error = Object.assign(new Error('xhr poll error'), { description: 400, context });
  expect(explainScheme(error, 'http://example.test')).toContain('write https:// in the URL');
  expect(explainScheme(error, 'https://example.test')).toBeUndefined();
});
