import type { ClientToServerEvents, Reply, ServerToClientEvents } from '@switchboard/contract';
import type { clientEventMap, serverEventMap } from '@switchboard/events';
import type { Socket } from 'socket.io-client';
import { expectTypeOf, it } from 'vitest';

declare const socket: Socket<
  ServerToClientEvents<typeof serverEventMap>,
  ClientToServerEvents<typeof clientEventMap>
>;

it('a plain client cannot drift from the contract either', () => {
  const sent = () => socket.emitWithAck('message:send', { room: 'general', text: 'hi' });
  expectTypeOf(sent).returns.resolves.toEqualTypeOf<Reply<(typeof clientEventMap)['message:send']>>();
  // @ts-expect-error no such event
  void (() => socket.emitWithAck('message:post', { room: 'general', text: 'hi' }));
  // @ts-expect-error a message needs its text
  void (() => socket.emitWithAck('message:send', { room: 'general' }));
  // @ts-expect-error no such event from the server
  socket.on('message:posted', () => undefined);
});
