import { refusal } from '@switchboard/contract';

/** Throws PAYLOAD_TOO_LARGE if the packet is over the limit. */
export function guardSize(maxBytes: number, bytes: number | undefined): void {
  if (bytes !== undefined && bytes > maxBytes) {
    throw refusal('PAYLOAD_TOO_LARGE', {
      message: `The packet has ${bytes} bytes; this event takes at most ${maxBytes}.`,
    });
  }
}
