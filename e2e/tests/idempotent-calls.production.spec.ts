import { randomUUID } from 'node:crypto';
import { createClient } from '@switchboard/client';
import { contract, type Message } from '@switchboard/events';
import { startCuttingProxy } from '../stack/cutting-proxy.ts';
import { chooseSeed } from '../stack/seed.config.ts';
import { expect, test } from '../stack/test.ts';

const CALLS = 1_000;
/** Each of them has its own rate. */
const SENDERS = 4;
const IN_FLIGHT = 40;
let seed = 0;

// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the hook's needs from this pattern
test.afterEach(({}, { status, expectedStatus }) => {
  if (status !== expectedStatus) console.error(`Repeat it with SWITCHBOARD_SEED=${seed}`);
});

test('1,000 idempotent calls over a link that is cut at random: each stored once, each caller told', async ({
  stack,
  newClient,
}) => {
  seed = chooseSeed();
  const room = `cut-${randomUUID().slice(0, 8)}`;
  const proxy = await startCuttingProxy(Number(new URL(stack.serverUrl).port), seed);
  const watcher = newClient();
  const heard: string[] = [];
  watcher.on('message:sent', ({ text }) => heard.push(text));

  const senders = await Promise.all(
    Array.from({ length: SENDERS }, async (_, index) => {
      // Holds the identity while the sender itself is cut off.
      const holder = index === 0 ? watcher : newClient();
      const login = await holder.call('session:login', { name: `Cut off ${index}` });
      if (!login.ok) throw new Error(login.error.message);
      return openSender(proxy.port, login.data.token, room);
    }),
  );
  await watcher.call('room:join', { room });

  const texts = Array.from({ length: CALLS }, (_, index) => `message ${index}`);
  const replies = new Map<string, unknown>();
  let attempts = 0;
  const rest = texts.values();
  const speak = async (sender: Sender): Promise<void> => {
    for (const text of rest) {
      const reply = await sender.call('message:send', { room, text });
      if (!reply.ok) throw new Error(`${text}: ${JSON.stringify(reply.error)}`);
      replies.set(text, reply.data);
    }
  };
  try {
    for (const sender of senders) {
      sender.observe(({ kind, event }) => {
        if (kind === 'call' && event === 'message:send') attempts += 1;
      });
    }
    await Promise.all(
      senders.flatMap((sender) => Array.from({ length: IN_FLIGHT / SENDERS }, () => speak(sender))),
    );
  } finally {
    for (const sender of senders) sender.disconnect();
    await proxy.close();
  }

  const stored: Message[] = [];
  for (let before: number | undefined, hasMore = true; hasMore; before = stored[0]?.seq) {
    const page = await watcher.call('message:history', { room, limit: 100, ...(before && { before }) });
    if (!page.ok) throw new Error(page.error.message);
    stored.unshift(...page.data.messages);
    hasMore = page.data.hasMore;
  }
  expect(stored.map(({ seq }) => seq)).toEqual(texts.map((_, index) => index + 1));
  expect(stored.map(({ text }) => text).sort()).toEqual(texts.toSorted());
  expect(heard.toSorted()).toEqual(texts.toSorted());
  for (const { text, id, seq, sentAt } of stored) expect(replies.get(text)).toEqual({ id, seq, sentAt });

  const { toServer, toClient } = proxy.cuts;
  expect(Math.min(toServer, toClient)).toBeGreaterThan(0);
  expect(toServer + toClient).toBeGreaterThan(15);
  expect(attempts).toBeGreaterThan(CALLS);
});

type Sender = ReturnType<typeof openSender>;

/** A client behind the proxy that tries again, and enters the room on every new connection. */
function openSender(port: number, token: string, room: string) {
  const sender = createClient(contract, `https://localhost:${port}`, {
    auth: { token },
    timeout: 35_000,
    retry: { attempts: 200, minDelay: 2, maxDelay: 100 },
    socketOptions: {
      rejectUnauthorized: false,
      transports: ['websocket'],
      reconnectionDelay: 1,
      reconnectionDelayMax: 10,
    },
  });
  // What a listener of the new connection sends comes before any call that is tried again.
  sender.onState(({ status }) => status === 'connected' && void sender.call('room:join', { room }));
  return sender;
}
