import { type EventError, refusal } from '@switchboard/contract';

/** PAYLOAD_TOO_LARGE if the packet is over the limit, otherwise nothing. */
export function tooLarge(maxBytes: number, bytes: number | undefined): EventError | undefined {
  if (bytes === undefined || bytes <= maxBytes) return undefined;
  return refusal('PAYLOAD_TOO_LARGE', {
    message: `The packet has ${bytes} bytes; this event takes at most ${maxBytes}.`,
  });
}
