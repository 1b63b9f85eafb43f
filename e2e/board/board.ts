import { createServer } from '@switchboard/node-server';
import { roomKey } from '@switchboard/node-server/presence';
import type { CreateApp } from '@switchboard/node-server/processes';
import { contract } from './newer-contract.ts';

/** How many may follow a topic. */
const TOPIC_LIMIT = 100;

/** The server of the board, which the examples of the pages call. */
export const createBoard: CreateApp = (config, logger, options) => {
  let number = 0;
  return createServer({
    ...{ ...options, config, logger, contract },
    // #region controllers
    controllers: ({ publish, sessions, presence }) => ({
      'user:enter': async ({ message, socketId }, { fail }) =>
        (await sessions.logIn(socketId, message)) ?? fail('NAME_TAKEN'),
      'user:renew': ({ socketId }) => sessions.refresh(socketId),
      'user:leave': ({ socketId }) => sessions.logOut(socketId).then(() => ({})),
      'topic:open': async ({ message, socketId }, { user }) => {
        await presence.roomsOf({ socketId, user }).join(message.topic, TOPIC_LIMIT);
        return {};
      },
      'note:add': async ({ message, socketId }, { user, fail }) => {
        const { topic } = message;
        if (!(await presence.roomsOf({ socketId, user }).has(topic))) return fail('NOT_OPEN', { topic });
        publish.to(roomKey(topic)).emit('note:added', message);
        number += 1;
        return { number };
      },
    }),
    // #endregion
    notices: (publish) => ({
      onSessionEnded: (socketId, reason) => publish.toSocket(socketId).emit('user:left', { reason }),
    }),
  });
};
