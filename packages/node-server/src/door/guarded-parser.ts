import { measuringParser } from '@switchboard/router';
import type { Connection } from './socket-server.ts';

/** An event of a connection that Engine.IO does not have: a packet came that Socket.IO cannot decode. */
export const UNREADABLE = 'unreadable';

let sender: Connection | undefined;

/** Says whose packet is decoded next. Engine.IO emits `packet` right before it hands on the data. */
export function decodeFor(connection: Connection): void {
  sender = connection;
}

/** Reports on its connection, as UNREADABLE with the error, what Socket.IO would close the connection for without a word. */
class GuardedDecoder extends measuringParser.Decoder {
  override add(chunk: unknown): void {
    try {
      super.add(chunk);
    } catch (error) {
      if (!(sender as Emitter | undefined)?.emit(UNREADABLE, error)) throw error;
    }
  }
}

// The connection's type knows its own events alone.
interface Emitter {
  emit(event: string, error: unknown): boolean;
}

/** Socket.IO's parser for connections that `guardConnections` watches. */
export const guardedParser: typeof measuringParser = {
  Encoder: measuringParser.Encoder,
  Decoder: GuardedDecoder,
};
