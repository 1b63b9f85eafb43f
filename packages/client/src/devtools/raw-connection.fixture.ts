import type { Socket } from 'socket.io';
import { onTestFinished } from 'vitest';
import { createRawConnection, type RawConnection, type RawEvent, type RawOptions } from './raw-connection.ts';

export type Ack = (...values: unknown[]) => void;

/** A raw connection that tries again at once, and ends with the test. */
export function open(url: string, options: RawOptions = {}): RawConnection {
  const socketOptions = {
    transports: ['websocket'],
    reconnectionDelay: 5,
    reconnectionDelayMax: 5,
    ...options.socketOptions,
  };
  const raw = createRawConnection(url, { ...options, socketOptions });
  onTestFinished(() => raw.disconnect());
  return raw;
}

/** A stock application: positional arguments, bare answers, binary. */
export function attach(socket: Socket): void {
  socket.on('add', (a: number, b: number, ack?: Ack) => ack?.(a + b, 'and more'));
  socket.on('echo', (...args: unknown[]) => (args.at(-1) as Ack)(...args.slice(0, -1)));
  socket.on('fire', (...args: unknown[]) => socket.emit('fired', ...args));
}

/** The next event that arrives. */
export function next(raw: RawConnection): Promise<RawEvent> {
  return new Promise((resolve) => {
    const stop = raw.onEvent((event) => {
      stop();
      resolve(event);
    });
  });
}
