import type { Identity } from '../sessions/session.ts';
import { type Departure, type PresenceStore, SLICE, type Sweep } from './presence-store.ts';

/** Reports who left which room, and lets the store forget what was reported. */
export interface Departures<User extends Identity> {
  report(departures: readonly Departure<User>[]): void;
  /** Lets the store forget what was reported; what it does not hear now it hears the next time. */
  confirm(): Promise<void>;
  /** Reports what the store gives, slice by slice, so that neither the store nor this process stands still. */
  reportAll(next: () => Promise<Sweep<User>>, goesOn?: () => boolean): Promise<void>;
}

export function createDepartures<User extends Identity>(
  { published }: Pick<PresenceStore<User>, 'published'>,
  onLeft: ((room: string, user: User) => void) | undefined,
): Departures<User> {
  /** What the store does not know as published yet. */
  const reported: Departure<User>[] = [];
  const report = (departures: readonly Departure<User>[]): void => {
    for (const { room, user } of departures) onLeft?.(room, user);
    reported.push(...departures);
  };
  const confirmSlice = async (slice: readonly Departure<User>[]): Promise<void> => {
    try {
      await published(slice);
    } catch (error) {
      reported.push(...slice);
      throw error;
    }
  };
  const confirm = async (): Promise<void> => {
    while (reported.length > 0) {
      const count = Math.min(SLICE, Math.ceil(reported.length / SLICE));
      const slices = Array.from({ length: count }, () => reported.splice(0, SLICE));
      await Promise.all(slices.map(confirmSlice));
    }
  };
  return {
    report,
    confirm,
    reportAll: async (next, goesOn = () => true) => {
      for (let isDone = false; !isDone && goesOn(); ) {
        const slice = await next();
        report(slice.departures);
        await confirm();
        isDone = slice.isDone;
      }
    },
  };
}
