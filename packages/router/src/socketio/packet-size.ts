import { Decoder, Encoder, type Packet, PacketType } from 'socket.io-parser';
import { type AnySocket, clientInternals, type ServerInternals } from './socket-io.ts';

/** What Socket.IO's server takes as `parser`. */
export interface SocketParser {
  readonly Encoder: new () => unknown;
  readonly Decoder: new () => DecoderLike;
}

interface DecoderLike {
  // biome-ignore lint/suspicious/noExplicitAny: a text, or the bytes of this runtime: each parser says its own type.
  add(chunk: any): void;
  on(event: 'decoded', listener: (packet: Packet) => void): unknown;
}

interface MeasuredPacket extends Packet {
  bytes?: number;
}

/**
 * Sockets that one connection may have, with those that it has asked for. Socket.IO makes a socket of every CONNECT at once, also
 * of thousands for one namespace in one request body, so it must not see more.
 */
export const MAX_JOINS = 32;

/** Marks a decoder that measures, for other copies of this package too. */
const MEASURES = Symbol.for('switchboard.measures');

/**
 * A parser whose decoder notes how many bytes each packet took on the wire, attachments included, and throws, which closes the
 * connection, when one asks for too many namespaces. For a server that has a `parser` of its own already.
 */
export function measured<P extends SocketParser>(parser: P): P {
  // biome-ignore lint/suspicious/noExplicitAny: TypeScript demands it of a class that extends a given one.
  const Base = parser.Decoder as new (...options: any[]) => DecoderLike;
  class MeasuringDecoder extends Base {
    static readonly [MEASURES] = true;
    bytes = 0;
    joins = 0;
    joined = 0;
    sockets: ReadonlyMap<string, unknown> | undefined = undefined;

    // biome-ignore lint/suspicious/noExplicitAny: as above.
    constructor(...options: any[]) {
      super(...options);
      this.on('decoded', measure as (packet: Packet) => void);
    }

    override add(chunk: string | Uint8Array): void {
      this.bytes += typeof chunk === 'string' ? Buffer.byteLength(chunk) : chunk.byteLength;
      super.add(chunk);
    }
  }
  return { ...parser, Decoder: MeasuringDecoder };
}

/** What a decoder knows of its connection. */
export interface Joins {
  /** How often a namespace was asked for, and how often that became a socket. */
  joins: number;
  joined: number;
  /** Those that are connected now, by Socket.IO's own account. */
  sockets: ReadonlyMap<string, unknown> | undefined;
}

/** The listener of all decoders: one for each would cost every connection memory. It is called on its decoder. */
function measure(this: Joins & { bytes: number }, packet: MeasuredPacket): void {
  packet.bytes = this.bytes;
  this.bytes = 0;
  if (packet.type !== PacketType.CONNECT) return;
  this.joins += 1;
  // Never a difference between packets: a client may send any number of DISCONNECT.
  const count = this.joins - this.joined + (this.sockets?.size ?? 0);
  if (count > MAX_JOINS) throw new Error(`A connection may join at most ${MAX_JOINS} namespaces.`);
}

const watched = new WeakSet<ServerInternals>();

/** Lets the decoders of a server know what becomes of the joins that they see, from now on. `false` if they do already. */
export function watchJoins(server: ServerInternals): boolean {
  if (watched.has(server)) return false;
  watched.add(server);
  for (const namespace of server._nsps?.values() ?? []) namespace.on('connection', noteJoined);
  server.on('new_namespace', (namespace) => void namespace.on('connection', noteJoined));
  return true;
}

/** Notes that a join became this socket. */
export function noteJoined(socket: AnySocket): void {
  const { decoder, sockets } = clientInternals(socket);
  if (!decoder) return;
  decoder.joined += 1;
  decoder.sockets = sockets;
}

/** Socket.IO's own parser, measured: pass it to Socket.IO's server as `parser`, so that `maxBytes` can be enforced. */
export const measuringParser: { Encoder: typeof Encoder; Decoder: typeof Decoder } = measured({
  Encoder,
  Decoder,
});

/** Throws a TypeError for a server whose parser does not measure: `maxBytes` would be off without a word. */
export function assertMeasured({ _parser }: ServerInternals): void {
  if (typeof _parser?.Decoder === 'function' && MEASURES in _parser.Decoder) return;
  throw new TypeError(
    'maxBytes cannot be enforced on this server: give it the option `parser: measuringParser`, or `measured(parser)` for a parser of your own.',
  );
}

/** The bytes of a packet that came through a parser that measures, otherwise `undefined`. */
export function packetSize(packet: object): number | undefined {
  return (packet as MeasuredPacket).bytes;
}
