import { type clientEventMap, MAX_ATTACHMENTS, RECENT_MESSAGES, ROOM_LIMIT } from '@switchboard/events';
import type { EventControllerMap } from '@switchboard/router';
import type { AppContext } from '../app-context.ts';
import type { MessageStore } from '../stores/message-store.ts';

const MAX_LISTED = 500;
const MAX_JOINED = 100;

export const roomControllers = (messages: MessageStore) =>
  ({
    'room:list': async (_message, { rooms }) => {
      const occupied = await rooms.occupied(MAX_LISTED);
      const known = new Set(occupied.map(({ name }) => name));
      const empty = (await messages.rooms(MAX_LISTED))
        .filter((name) => !known.has(name))
        .map((name) => ({ name, members: 0 }));
      return { rooms: [...occupied, ...empty].slice(0, MAX_LISTED) };
    },
    'room:join': async ({ message: { room } }, { rooms, fail }) => {
      if (!(await rooms.has(room)) && rooms.joined().length >= MAX_JOINED) {
        const message = `You are in ${MAX_JOINED} rooms: leave one first.`;
        return fail('FORBIDDEN', undefined, { message });
      }
      if (!(await rooms.join(room, ROOM_LIMIT))) return fail('ROOM_FULL', { limit: ROOM_LIMIT });
      const page = { limit: RECENT_MESSAGES, maxAttachments: MAX_ATTACHMENTS };
      const { messages: recent, epoch } = await messages.read(room, page);
      return { room, members: await rooms.members(room), recent, epoch };
    },
    'room:leave': async ({ message: { room } }, { rooms, fail }) => {
      if (!(await rooms.leave(room))) return fail('ROOM_NOT_JOINED', { room });
      return {};
    },
  }) satisfies Partial<EventControllerMap<typeof clientEventMap, AppContext>>;
