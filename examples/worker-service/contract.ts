import { defineContract, defineEvents, defineServerEvents } from '@switchboard/contract';
import { z } from 'zod';

const Name = z.string().min(1).max(40);
const Scan = z.strictObject({ parcel: Name, place: Name });

export const contract = defineContract({
  name: 'depot',
  version: '1.0.0',
  clientEventMap: defineEvents({
    'scanner:enter': {
      summary: 'Prove who you are, and get a token for the calls that follow',
      payload: z.strictObject({ name: Name, key: z.string().max(200).meta({ secret: true }) }),
      response: z.strictObject({ token: z.string().meta({ secret: true }), expiresIn: z.int() }),
      errors: { WRONG_KEY: true },
      policy: { http: true, rate: '20/m' },
    },
    'parcel:scan': {
      summary: 'Report where a parcel was seen',
      payload: Scan,
      response: z.strictObject({ scans: z.int() }),
      errors: { UNKNOWN_PARCEL: z.strictObject({ parcel: Name }) },
      policy: { http: true, scope: 'scan', rate: '5/s', idempotent: true },
    },
  }),
  serverEventMap: defineServerEvents({
    'parcel:scanned': { summary: 'A parcel was seen', payload: Scan },
  }),
});
