import { defineContract } from '@switchboard/contract';
import { messageEvents, messageNotices } from './messages.ts';
import { roomEvents, roomNotices } from './rooms.ts';
import { sessionEvents, sessionNotices } from './session.ts';
import { systemEvents, systemNotices } from './system.ts';

/** Every event that a client may send. */
export const clientEventMap = { ...sessionEvents, ...roomEvents, ...messageEvents, ...systemEvents };

/** Every event that the server may send. */
export const serverEventMap = { ...sessionNotices, ...messageNotices, ...roomNotices, ...systemNotices };

export const contract = defineContract({
  name: 'chat',
  version: '1.1.0',
  clientEventMap,
  serverEventMap,
  defaults: { rate: '200/s' },
});
