import { measuringParser } from '@switchboard/router';
import type { Connection } from './socket-server.ts';

/** Gets the connection that sent what Socket.IO cannot decode. */
export type OnUnreadable = (connection: Connection, error: Error) => void;

let sender: Connection | undefined;
let reader: OnUnreadable | undefined;

/**
 * Says whose packet is decoded next, and who gets the error if it cannot be. Engine.IO emits `packet` right before it hands
 * on the data.
 */
export function decodeFor(connection: Connection, onUnreadable: OnUnreadable): void {
  sender = connection;
  reader = onUnreadable;
}

/** Reports what Socket.IO would close the connection for without a reason. */
class GuardedDecoder extends measuringParser.Decoder {
  override add(chunk: unknown): void {
    const connection = sender;
    sender = undefined;
    try {
      super.add(chunk);
    } catch (error) {
      if (!connection || !reader) throw error;
      reader(connection, error as Error);
    }
  }
}

/** Socket.IO's parser for connections that `guardConnections` watches. */
export const guardedParser: typeof measuringParser = {
  Encoder: measuringParser.Encoder,
  Decoder: GuardedDecoder,
};
