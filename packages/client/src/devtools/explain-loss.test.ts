import { expect, it } from 'vitest';
import { serve, until } from '../server.fixture.ts';
import { explainLoss } from './explain-loss.ts';
import { inspectClient } from './inspect-client.ts';

/** What a client reports of a connection that was lost for this reason. */
const lossFor = (message: string) => ({ message, explanation: `The connection was lost: ${message}.` });

it.each([
  'forced close',
  'io server disconnect',
  'ping timeout',
  'transport close',
  'transport error',
  'parse error',
])('explains %s', (reason) => {
  expect(explainLoss(lossFor(reason))).not.toContain(reason);
});

it.each(['gremlins', 'toString', '__proto__'])('leaves the reason %s as it is', (reason) => {
  expect(explainLoss(lossFor(reason))).toBe(`The connection was lost: ${reason}.`);
});

it('leaves the words of a server that cut the connection as they are', () => {
  const explanation = 'The server cut the connection: parse error.';
  expect(explainLoss({ message: 'parse error', explanation, cut: 'parse_error' })).toBe(explanation);
});

it('an inspection explains that the server closed the connection on purpose', async () => {
  const { client, io } = await serve();
  const caller = client();
  const tools = inspectClient(caller);
  await until(caller, 'connected');
  io.disconnectSockets();
  const { problem } = await until(tools, 'refused');
  expect(problem).toEqual({
    message: 'io server disconnect',
    explanation: 'The server closed the connection. Connect again to continue.',
  });
});
