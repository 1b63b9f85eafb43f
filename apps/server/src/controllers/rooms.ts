import { type clientEventMap, MAX_ATTACHMENTS, RECENT_MESSAGES, ROOM_LIMIT } from '@switchboard/events';
import type { EventControllerMap } from '@switchboard/router';
import type { AppContext } from '../app-context.ts';
import type { MessageStore } from '../stores/message-store.ts';

const MAX_LISTED = 500;
const MAX_JOINED = 100;

export const roomControllers = (messages: MessageStore) =>
  ({
    'room:list': async (_message, { rooms }) => {
      const known = [...rooms.occupied(), ...(await messages.rooms(MAX_LISTED))];
      const list = [...new Set(known)].map((name) => ({ name, members: rooms.members(name).length }));
      return { rooms: list.sort((a, b) => b.members - a.members).slice(0, MAX_LISTED) };
    },
    'room:join': async ({ message: { room } }, { rooms, fail }) => {
      if (!rooms.has(room) && rooms.joined().length >= MAX_JOINED) {
        const message = `You are in ${MAX_JOINED} rooms: leave one first.`;
        return fail('FORBIDDEN', undefined, { message });
      }
      if (!rooms.join(room, ROOM_LIMIT)) return fail('ROOM_FULL', { limit: ROOM_LIMIT });
      const page = { limit: RECENT_MESSAGES, maxAttachments: MAX_ATTACHMENTS };
      const { messages: recent } = await messages.read(room, page);
      return { room, members: rooms.members(room), recent };
    },
    'room:leave': ({ message: { room } }, { rooms, fail }) => {
      if (!rooms.leave(room)) return fail('ROOM_NOT_JOINED', { room });
      return {};
    },
  }) satisfies Partial<EventControllerMap<typeof clientEventMap, AppContext>>;
