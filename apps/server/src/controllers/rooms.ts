import { type clientEventMap, RECENT_MESSAGES, ROOM_LIMIT, ROOM_PAGE } from '@switchboard/events';
import type { EventControllerMap } from '@switchboard/router';
import type { AppContext } from '../app-context.ts';
import { createRoomList, type RoomListDependencies } from '../room-list.ts';
import { ATTACHMENTS_OF_A_PAGE, type MessageStore } from '../stores/message-store.ts';

const MAX_JOINED = 100;

export interface RoomDependencies extends RoomListDependencies {
  readonly messages: MessageStore;
}

export const roomControllers = ({ messages, presence }: RoomDependencies) => {
  const readPage = createRoomList({ messages, presence });
  return {
    'room:list': ({ message }) => readPage(message ?? { limit: ROOM_PAGE }),
    'room:join': async ({ message: { room } }, { rooms, fail }) => {
      if (!(await rooms.has(room)) && rooms.joined().length >= MAX_JOINED) {
        const message = `You are in ${MAX_JOINED} rooms: leave one first.`;
        return fail('FORBIDDEN', undefined, { message });
      }
      if (!(await rooms.join(room, ROOM_LIMIT))) return fail('ROOM_FULL', { limit: ROOM_LIMIT });
      const { messages: recent, epoch } = await messages.read(room, {
        limit: RECENT_MESSAGES,
        ...ATTACHMENTS_OF_A_PAGE,
      });
      return { room, members: await rooms.members(room), recent, epoch };
    },
    'room:leave': async ({ message: { room } }, { rooms, fail }) => {
      if (!(await rooms.leave(room))) return fail('ROOM_NOT_JOINED', { room });
      return {};
    },
  } satisfies Partial<EventControllerMap<typeof clientEventMap, AppContext>>;
};
