import type { clientEventMap } from '@switchboard/events';
import { roomKey } from '@switchboard/node-server/presence';
import { type EventControllerMap, userRoom } from '@switchboard/router';
import type { Logger } from 'pino';
import type { AppContext } from '../app-context.ts';
import { ATTACHMENTS_OF_A_PAGE, type MessageStore } from '../stores/message-store.ts';

export interface MessageDependencies {
  readonly messages: MessageStore;
  readonly logger: Logger;
  /** The bytes that the attachments of one room may have together. */
  readonly roomAttachmentBytes: number;
}

export const messageControllers = ({ messages, logger, roomAttachmentBytes }: MessageDependencies) =>
  ({
    'message:send': async ({ message }, { user, rooms, publish, fail, meta }) => {
      const { room, text, attachment } = message;
      if (!(await rooms.has(room))) return fail('ROOM_NOT_JOINED', { room });
      const options = { callId: meta.id, maxAttachmentBytes: roomAttachmentBytes };
      const appended = await messages.append(room, { author: user, text, attachment }, options);
      if (appended === 'conflict') return fail('CONFLICT');
      if (appended === 'full') {
        const why = `The attachments of the room "${room}" would have more than ${roomAttachmentBytes} bytes: send the text alone, or use another room.`;
        return fail('FORBIDDEN', undefined, { message: why });
      }
      const { message: stored, isNew, isPublished } = appended;
      if (isNew) publish.to(roomKey(room)).emit('message:sent', stored);
      // Stored by a server that is gone, perhaps before the room was sent it.
      else if (!isPublished) publish.to(roomKey(stored.room)).emit('system:gap', { reason: 'not-sent' });
      if (!isPublished && meta.id !== undefined) {
        // The message is stored, which is all that the reply says, so it waits for no mark. A mark that is lost costs a repeated
        // call one more gap.
        messages
          .markPublished(user.id, meta.id)
          .catch((error: unknown) => logger.warn({ err: error }, 'A message could not be marked as sent'));
      }
      return { id: stored.id, seq: stored.seq, sentAt: stored.sentAt };
    },
    'message:history': async ({ message: { room, before, limit } }, { rooms, fail }) => {
      if (!(await rooms.has(room))) return fail('ROOM_NOT_JOINED', { room });
      return messages.read(room, { before, limit, ...ATTACHMENTS_OF_A_PAGE });
    },
    'typing:set': async ({ message: { room, typing } }, { user, rooms, publish, fail }) => {
      if (!(await rooms.has(room)))
        return fail('FORBIDDEN', undefined, { message: `Join the room "${room}" first.` });
      publish.to(roomKey(room)).except(userRoom(user.id)).emit('typing:changed', { room, user, typing });
    },
  }) satisfies Partial<EventControllerMap<typeof clientEventMap, AppContext>>;
