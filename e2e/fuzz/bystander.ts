import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from '@switchboard/client';
import { contract } from '@switchboard/events';
import type { Tally } from './tally.ts';

/** Milliseconds between two calls of somebody in no hurry. */
const PACE = 50;
const ROOM = 'bystanders';

/**
 * A polite typed client beside the load, until `stop`. Every call must get its reply within the client's own timeout,
 * every message must reach the room, and the connection must never be lost.
 */
export function watchAsBystander(serverUrl: string, tally: Tally): { stop(): Promise<void> } {
  const client = createClient(contract, serverUrl, {
    socketOptions: { rejectUnauthorized: false, transports: ['websocket'] },
  });
  const stopping = new AbortController();
  const { signal } = stopping;
  let heard = 0;
  let said = 0;
  client.on('message:sent', () => {
    heard += 1;
  });
  client.onState(({ status }) => {
    if (status === 'connected' || status === 'connecting' || signal.aborted) return;
    tally.offend({ kind: 'bystander', what: `the connection of a polite client became ${status}` }, []);
  });
  const check = (event: string, reply: { readonly ok: boolean }): boolean => {
    tally.bystanderCalls += 1;
    if (reply.ok || signal.aborted) return reply.ok;
    tally.offend({ kind: 'bystander', what: `${event} of a polite client: ${JSON.stringify(reply)}` }, []);
    return false;
  };
  const run = async (): Promise<void> => {
    const name = `Bystander ${randomUUID().slice(0, 8)}`;
    check('session:login', await client.call('session:login', { name }));
    check('room:join', await client.call('room:join', { room: ROOM }));
    while (!signal.aborted) {
      check('system:echo', await client.call('system:echo', { value: { said } }));
      const text = `message ${said}`;
      if (check('message:send', await client.call('message:send', { room: ROOM, text }))) said += 1;
      await delay(PACE);
    }
    // A message is written to its author's connection before the reply to its call.
    if (heard < said) {
      tally.offend({ kind: 'bystander', what: `${said} messages were sent and ${heard} came back` }, []);
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopping.abort();
      await running;
      client.disconnect();
    },
  };
}
