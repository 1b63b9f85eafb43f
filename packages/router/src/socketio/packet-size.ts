import { Decoder, Encoder, type Packet, PacketType } from 'socket.io-parser';

interface MeasuredPacket extends Packet {
  bytes?: number;
}

/**
 * Namespaces that one connection may ask for without leaving any. Socket.IO makes a socket of every CONNECT at once, also
 * of thousands for one namespace in one request body, so it must not see more.
 */
export const MAX_JOINS = 32;

/**
 * Socket.IO's own decoder, noting how many bytes each packet took on the wire, attachments included.
 * Throws, which closes the connection, when it asks for too many namespaces.
 */
class MeasuringDecoder extends Decoder {
  bytes = 0;
  joins = 0;

  constructor(...options: ConstructorParameters<typeof Decoder>) {
    super(...options);
    this.on('decoded', measure as (packet: Packet) => void);
  }

  override add(chunk: string | Uint8Array): void {
    this.bytes += typeof chunk === 'string' ? Buffer.byteLength(chunk) : chunk.byteLength;
    super.add(chunk);
  }
}

/** The listener of all decoders: one for each would cost every connection memory. It is called on its decoder. */
function measure(this: MeasuringDecoder, packet: MeasuredPacket): void {
  packet.bytes = this.bytes;
  this.bytes = 0;
  if (packet.type === PacketType.CONNECT) this.joins += 1;
  if (packet.type === PacketType.DISCONNECT) this.joins -= 1;
  if (this.joins > MAX_JOINS) throw new Error(`A connection may join at most ${MAX_JOINS} namespaces.`);
}

/** Pass it to Socket.IO's server as `parser`, so that `policy.maxBytes` can be enforced without encoding again. */
export const measuringParser: { Encoder: typeof Encoder; Decoder: typeof Decoder } = {
  Encoder,
  Decoder: MeasuringDecoder,
};

/** The bytes of a packet that came through `measuringParser`, otherwise `undefined`. */
export function packetSize(packet: object): number | undefined {
  return (packet as MeasuredPacket).bytes;
}
