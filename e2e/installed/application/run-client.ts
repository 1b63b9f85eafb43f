import { createServer } from '@switchboard/node-server';
import { loadServerConfig } from '@switchboard/node-server/config';
import { roomKey } from '@switchboard/node-server/presence';
import { contract } from './contract.js';

/** How many may follow a topic. */
const TOPIC_LIMIT = 100;

// The server of the contract, which the example of the client calls.
let count = 0;
const server = await createServer({
  config: { ...loadServerConfig(), port: 0 },
  contract,
  controllers: ({ publish, sessions, presence }) => ({
    'user:enter': async ({ message, socketId }, { fail }) =>
      (await sessions.logIn(socketId, message)) ?? fail('NAME_TAKEN'),
    'topic:open': async ({ message, socketId }, { user }) => {
      await presence.roomsOf({ socketId, user }).join(message.topic, TOPIC_LIMIT);
      return {};
    },
    'note:add': async ({ message, socketId }, { user, fail }) => {
      const { topic } = message;
      if (!(await presence.roomsOf({ socketId, user }).has(topic))) return fail('NOT_OPEN', { topic });
      publish.to(roomKey(topic)).emit('note:added', message);
      count += 1;
      return { number: count };
    },
  }),
});
Object.assign(globalThis, { boardUrl: `https://localhost:${await server.listen()}` });
await import('./client-example.js');
await server.close();
console.log('client: called');
