import { io } from 'socket.io-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Limited, serveLimited, until } from '../limits.fixture.ts';
import { frame, openSession, poll, rawWebSocket, TEXT } from '../raw-client.fixture.ts';

const MANY = 1_500;

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const step = (number: number): string => `42["text:short",{"text":"${number}"}]`;

/** The numbers of the packets that Socket.IO gave to its sockets, in order. */
function watchSteps(server: Limited): number[] {
  const steps: number[] = [];
  server.io.on('connection', (socket) =>
    socket.onAny((event: string, payload: { text: string }) => {
      if (event === 'text:short') steps.push(Number(payload.text));
    }),
  );
  return steps;
}

/** Joins by polling. Resolves to what posts a body. */
async function joinByPolling(server: Limited): Promise<(body: string) => Promise<unknown>> {
  const sid = await openSession(server.url);
  await poll(server.url, { sid, body: '40' });
  return (body) => poll(server.url, { sid, body });
}

const WAYS: readonly [how: string, send: (server: Limited) => Promise<unknown>, batchedWrites: boolean][] = [
  ['one write to a WebSocket', sendFrames, true],
  ['one write to a WebSocket that ws alone writes to', sendFrames, false],
  ['one request of polling', async (server) => (await joinByPolling(server))(bodyOf(MANY)), true],
];

async function sendFrames(server: Limited): Promise<void> {
  const socket = await rawWebSocket(server.url);
  onTestFinished(() => void socket.destroy());
  socket.write(frame(TEXT, '40'));
  await expect.poll(() => server.io.of('/').sockets.size).toBe(2);
  socket.write(Buffer.concat(numbers(MANY).map((number) => frame(TEXT, step(number)))));
}

function bodyOf(count: number): string {
  return numbers(count).map(step).join('\u001e');
}

describe('many packets of one connection', () => {
  it.each(WAYS)(
    'in %s are served in turn with those of others, and in order',
    async (_how, send, batched) => {
      await using server = await serveLimited({ maxPacketsPerSecond: 2_000, batchedWrites: batched });
      const steps = watchSteps(server);
      const bystander = server.client();
      await until(bystander, 'connected');
      const sent = send(server);
      await expect.poll(() => steps.length, { interval: 0 }).toBeGreaterThan(0);
      expect(await bystander.call('text:count', { text: 'x' })).toMatchObject({ ok: true });
      expect(steps.length).toBeLessThan(MANY);
      await sent;
      await expect.poll(() => steps.length).toBe(MANY);
      expect(steps).toEqual(numbers(MANY));
      expect(server.cuts).toEqual([]);
    },
  );

  it('by polling are served before a close that is sent behind them', async () => {
    await using server = await serveLimited();
    const steps = watchSteps(server);
    const post = await joinByPolling(server);
    await post(bodyOf(400));
    await post('1');
    await expect.poll(() => server.connections.sessions.size).toBe(0);
    expect(steps).toEqual(numbers(400));
  });

  it('by polling are dropped from one on that cuts the session', async () => {
    await using server = await serveLimited();
    const steps = watchSteps(server);
    const post = await joinByPolling(server);
    await post(`${bodyOf(100)}\u001e41/never,\u001e${bodyOf(100)}`);
    await expect.poll(() => server.connections.sessions.size).toBe(0);
    expect(steps).toEqual(numbers(100));
    expect(server.cuts).toEqual(['unexpected_packet']);
  });

  it('by polling keep their attachments', async () => {
    await using server = await serveLimited();
    const steps = watchSteps(server);
    const sid = await openSession(server.url);
    await poll(server.url, { sid, body: '40' });
    await poll(server.url, { sid });
    const packets = numbers(100).flatMap((number) => [
      step(number),
      `451-${number}["bytes:count",{"bytes":{"_placeholder":true,"num":0}}]`,
      'bAAAA',
    ]);
    await poll(server.url, { sid, body: packets.join('\u001e') });
    let replies = '';
    while (!replies.includes('4399[')) replies += `${(await poll(server.url, { sid })).text}\u001e`;
    expect(replies.match(/43\d+\[\{"ok":true,"data":\{"bytes":3\}\}\]/g)).toHaveLength(100);
    expect(steps).toEqual(numbers(100));
  });

  it('keep their order while the connection moves from polling to a WebSocket', async () => {
    await using server = await serveLimited({ maxPacketsPerSecond: 2_000 });
    const steps = watchSteps(server);
    const socket = io(server.url, { forceNew: true });
    onTestFinished(() => void socket.disconnect());
    let sent = 0;
    const send = (count: number): void => {
      for (const end = sent + count; sent < end; sent++) socket.emit('text:short', { text: String(sent) });
    };
    socket.on('connect', () => send(400));
    socket.io.engine.on('upgrading', () => send(400));
    socket.io.engine.on('upgrade', () => send(400));
    await expect.poll(() => steps.length).toBe(1_200);
    expect(steps).toEqual(numbers(1_200));
  });
});
