import { measuringParser } from '@switchboard/router';
import type { EngineSession } from '../connections.ts';
import { type EnginePacket, sizeOf } from './connection-guard.ts';
import { PacketTurns } from './packet-turns.ts';

/** What the decoder needs of a packet to know whether it may come now. */
export interface DecodedPacket {
  readonly type: number;
  readonly nsp: string;
}

/** Watches what the sessions of one server send. */
export interface PacketReader {
  /** Whether Socket.IO takes this packet of this session now. */
  isExpected(session: EngineSession, packet: DecodedPacket): boolean;
  /** Gets what Socket.IO cannot decode, or does not take: then the error is `UNEXPECTED`. */
  onUnreadable(session: EngineSession, error: Error): void;
}

/** The error of a packet that is not expected. */
export const UNEXPECTED = new Error('unexpected packet');

let sender: EngineSession | undefined;
let decoding: EngineSession | undefined;
let reader: PacketReader | undefined;

/**
 * Says whose packet is decoded next, and who gets the error if it cannot be. Engine.IO emits `packet` right before it hands
 * on the data.
 */
export function decodeFor(session: EngineSession | undefined, of: PacketReader): void {
  sender = session;
  reader = of;
}

/** Reports what Socket.IO would close the connection for without a reason, and slowly. */
class GuardedDecoder extends measuringParser.Decoder {
  constructor(...options: ConstructorParameters<typeof measuringParser.Decoder>) {
    super(...options);
    this.on('decoded', refuseUnexpected as never);
  }

  override add(chunk: unknown): void {
    const session = sender;
    const of = reader;
    sender = undefined;
    if (!session || !of) return void super.add(chunk);
    if (session.connection.transport.name === 'polling') session.turns ??= new PacketTurns();
    else if (session.turns?.isIdle) session.turns = undefined;
    if (session.turns) session.turns.take(() => this.#decode(chunk, session, of));
    else this.#decode(chunk, session, of);
  }

  #decode(chunk: unknown, session: EngineSession, of: PacketReader): void {
    // What waited for its turn is dropped with its session.
    if (session.isCut || session.connection.readyState !== 'open') return;
    decoding = session;
    reader = of;
    session.unfinished += sizeOf(chunk as EnginePacket['data']);
    try {
      super.add(chunk);
    } catch (error) {
      of.onUnreadable(session, error as Error);
    } finally {
      decoding = undefined;
    }
  }
}

/** The listener of all decoders, before that of Socket.IO. */
function refuseUnexpected(packet: DecodedPacket): void {
  if (decoding) decoding.unfinished = 0;
  if (decoding && reader && !reader.isExpected(decoding, packet)) throw UNEXPECTED;
}

/** Socket.IO's parser for connections that `guardConnections` watches. */
export const guardedParser: typeof measuringParser = {
  Encoder: measuringParser.Encoder,
  Decoder: GuardedDecoder,
};
