import type { serverEventMap, User } from '@switchboard/events';
import type { Server } from '@switchboard/node-server/door';
import { roomKey } from '@switchboard/node-server/presence';
import type { GapReason } from '@switchboard/node-server/redis';
import type { SessionEndReason } from '@switchboard/node-server/sessions';
import { type Publisher, userRoom } from '@switchboard/router';

/** What clients are sent when something happens that nobody called for. */
export function createNotices(io: Server, publish: Publisher<typeof serverEventMap>) {
  const toOthers = (room: string, { id }: User) => publish.to(roomKey(room)).except(userRoom(id));
  return {
    onJoined: (room: string, user: User) => toOthers(room, user).emit('room:joined', { room, user }),
    onLeft: (room: string, user: User) => toOthers(room, user).emit('room:left', { room, user }),
    onSessionEnded: (socketId: string, reason: SessionEndReason) =>
      publish.toSocket(socketId).emit('session:ended', { reason }),
    /** To the clients of this server alone, as the others may have missed nothing. */
    onGap: (reason: GapReason) => void io.local.emit('system:gap', { reason }),
  };
}
