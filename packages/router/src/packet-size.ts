import { Decoder, Encoder, type Packet } from 'socket.io-parser';

interface MeasuredPacket extends Packet {
  bytes?: number;
}

/** Socket.IO's own decoder, noting how many bytes each packet took on the wire, attachments included. */
class MeasuringDecoder extends Decoder {
  #bytes = 0;

  constructor(...options: ConstructorParameters<typeof Decoder>) {
    super(...options);
    this.on('decoded', (packet: MeasuredPacket) => {
      packet.bytes = this.#bytes;
      this.#bytes = 0;
    });
  }

  override add(chunk: string | Uint8Array): void {
    this.#bytes += typeof chunk === 'string' ? Buffer.byteLength(chunk) : chunk.byteLength;
    super.add(chunk);
  }
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
