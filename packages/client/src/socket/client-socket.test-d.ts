import { defineContract } from '@switchboard/contract';
import type { Socket } from 'socket.io-client';
import { expectTypeOf, it } from 'vitest';
import { createClient } from '../client.ts';

const contract = defineContract({ name: 'test', version: '1.0.0', clientEventMap: {}, serverEventMap: {} });

interface Sent {
  ping: (at: number, ack: (at: number) => void) => void;
}
interface Heard {
  pong: (at: number) => void;
}

/** A copy of another version: the same members, other private ones. */
declare class OtherSocket {
  private readonly somethingElse;
  readonly id: string | undefined;
  readonly connected: boolean;
  readonly active: boolean;
  readonly io: Socket['io'];
  sendBuffer: { type: number; data: unknown[] }[];
  connect(): this;
  disconnect(): this;
  emit(event: string, ...args: unknown[]): this;
  timeout(ms: number): this;
  on(event: string, listener: (...args: unknown[]) => void): this;
  off(event: string, listener?: (...args: unknown[]) => void): this;
  onAny(listener: (...args: unknown[]) => void): this;
  offAny(listener?: (...args: unknown[]) => void): this;
  onAnyOutgoing(listener: (...args: unknown[]) => void): this;
  offAnyOutgoing(listener?: (...args: unknown[]) => void): this;
}

declare const untyped: Socket;
declare const typed: Socket<Heard, Sent>;
declare const foreign: OtherSocket;

it('a client takes any socket, typed or not, of any copy, and gives it back as it is', () => {
  expectTypeOf(() => createClient(contract, { socket: untyped }).socket).returns.toEqualTypeOf<Socket>();
  expectTypeOf(() => createClient(contract, { socket: typed }).socket).returns.toEqualTypeOf<
    Socket<Heard, Sent>
  >();
  expectTypeOf(() => createClient(contract, { socket: foreign }).socket).returns.toEqualTypeOf<OtherSocket>();
});

it('options of a socket of its own are refused beside one of the application', () => {
  // @ts-expect-error the application's socket has its own auth
  () => createClient(contract, { socket: untyped, auth: {} });
  // @ts-expect-error a socket is needed
  () => createClient(contract, {});
});
