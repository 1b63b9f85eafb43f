import { measuringParser } from '@switchboard/router';
import type { Connection } from './socket-server.ts';

/** What the decoder needs of a packet to know whether it may come now. */
export interface DecodedPacket {
  readonly type: number;
  readonly nsp: string;
}

/** Watches what the connections of one server send. */
export interface PacketReader {
  /** Whether Socket.IO takes this packet of this connection now. */
  isExpected(connection: Connection, packet: DecodedPacket): boolean;
  /** Gets what Socket.IO cannot decode, or does not take: then the error is `UNEXPECTED`. */
  onUnreadable(connection: Connection, error: Error): void;
}

/** The error of a packet that is not expected. */
export const UNEXPECTED = new Error('unexpected packet');

let sender: Connection | undefined;
let decoding: Connection | undefined;
let reader: PacketReader | undefined;

/**
 * Says whose packet is decoded next, and who gets the error if it cannot be. Engine.IO emits `packet` right before it hands
 * on the data.
 */
export function decodeFor(connection: Connection, of: PacketReader): void {
  sender = connection;
  reader = of;
}

/** Reports what Socket.IO would close the connection for without a reason, and slowly. */
class GuardedDecoder extends measuringParser.Decoder {
  constructor(...options: ConstructorParameters<typeof measuringParser.Decoder>) {
    super(...options);
    this.on('decoded', refuseUnexpected as never);
  }

  override add(chunk: unknown): void {
    decoding = sender;
    sender = undefined;
    try {
      super.add(chunk);
    } catch (error) {
      if (!decoding || !reader) throw error;
      reader.onUnreadable(decoding, error as Error);
    } finally {
      decoding = undefined;
    }
  }
}

/** The listener of all decoders, before that of Socket.IO. */
function refuseUnexpected(packet: DecodedPacket): void {
  if (decoding && reader && !reader.isExpected(decoding, packet)) throw UNEXPECTED;
}

/** Socket.IO's parser for connections that `guardConnections` watches. */
export const guardedParser: typeof measuringParser = {
  Encoder: measuringParser.Encoder,
  Decoder: GuardedDecoder,
};
