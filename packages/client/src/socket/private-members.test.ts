import { io } from 'socket.io-client';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createClient } from '../client.ts';
import { contract } from '../contract.fixture.ts';
import { inspectClient } from '../devtools/inspect-client.ts';
import { serve } from '../server.fixture.ts';
import { missingMembers, urlOf } from './private-members.ts';

const URL = 'http://localhost:1';

it('the socket.io-client that is installed has all private members that are used', () => {
  const socket = io(`${URL}/rooms`, { autoConnect: false });
  expect(missingMembers(socket)).toEqual([]);
  expect(urlOf(socket)).toBe(`${URL}/rooms`);
  const root = io(`${URL}?a=b`, { autoConnect: false });
  expect([urlOf(root), urlOf(root.io.socket('/other'))]).toEqual([URL, `${URL}/other`]);
});

it('an inspection of a version without some of them says what is missing, and shows the rest', async () => {
  const warnings: unknown[] = [];
  const warn = vi.spyOn(console, 'warn').mockImplementation((text) => warnings.push(text));
  onTestFinished(() => warn.mockRestore());
  const { url } = await serve();
  const socket = io(url, { autoConnect: false });
  onTestFinished(() => {
    socket.disconnect();
  });
  let isLooking = true;
  const manager = socket.io as unknown as Record<string, unknown>;
  for (const name of ['decoder', 'backoff']) {
    const value = manager[name];
    Object.defineProperty(manager, name, { get: () => (isLooking ? undefined : value) });
  }
  const client = createClient(contract, { socket });
  const tools = inspectClient(client);
  isLooking = false;
  expect(warnings).toEqual([
    expect.stringMatching(/has no io\.decoder, io\.backoff: the inspection shows less/),
  ]);
  const opening = new Promise((resolve) => tools.onStep(resolve));
  client.connect();
  expect(await opening).toMatchObject({ kind: 'opening', transport: 'polling' });
});
