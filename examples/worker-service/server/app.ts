import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer } from '@switchboard/node-server';
import type { CreateApp } from '@switchboard/node-server/processes';
import { contract } from '../contract.ts';
import type { Config } from './config.ts';

const PARCELS = ['P-1', 'P-2', 'P-3'];

export const createApp: CreateApp<Config> = (config, logger, options) => {
  const scans = new Map<string, number>(PARCELS.map((parcel) => [parcel, 0]));
  return createServer({
    ...{ ...options, config, logger, contract },
    controllers: ({ sessions, publish }) => ({
      'scanner:enter': async ({ message: { name, key }, socketId }, { fail }) => {
        if (!isSame(key, config.scannerKey))
          return fail('WRONG_KEY', undefined, { message: 'The key is not that of the scanners.' });
        // The id is the same at each login, so a call that is repeated after one is still recognised.
        const login = await sessions.logIn(socketId, { id: `scanner:${name}`, name });
        if (!login) return fail('CONFLICT', undefined, { message: `The name ${name} is in use.` });
        return { token: login.token, expiresIn: login.expiresIn };
      },
      'parcel:scan': ({ message }, { fail }) => {
        const before = scans.get(message.parcel);
        if (before === undefined) return fail('UNKNOWN_PARCEL', { parcel: message.parcel });
        scans.set(message.parcel, before + 1);
        publish.emit('parcel:scanned', message);
        return { scans: before + 1 };
      },
    }),
  });
};

/** Takes the same time for every key. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
