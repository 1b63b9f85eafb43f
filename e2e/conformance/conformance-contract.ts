import { defineContract, defineEvents, defineServerEvents } from '@switchboard/contract';
import { z } from 'zod';

/**
 * What the protocol suites can say in the words of a contract. Their `message` and `message-with-ack` cannot: they take any
 * number of arguments and are answered with the bare arguments, so they go to named listeners.
 */
export const conformanceContract = defineContract({
  name: 'conformance',
  version: '1.0.0',
  clientEventMap: defineEvents({}),
  serverEventMap: defineServerEvents({
    auth: {
      summary: 'The handshake auth, right after each connection',
      payload: z.record(z.string(), z.unknown()),
    },
  }),
});
