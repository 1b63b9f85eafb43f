import type { OccupiedRoom, Presence } from '@switchboard/node-server/presence';
import { cachedFor } from '@switchboard/node-server/stores';
import type { MessageStore } from './stores/message-store.ts';

/** How many rooms the list has at most. */
const MAX_LISTED = 5_000;
/** Milliseconds for which all callers get the same list. */
const MAX_AGE = 1_000;

export interface RoomListDependencies {
  readonly messages: Pick<MessageStore, 'rooms'>;
  readonly presence: Pick<Presence, 'occupied'>;
}

export interface RoomPageOptions {
  /** `next` of the page before; the first page if left out. */
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export interface RoomPage {
  readonly rooms: OccupiedRoom[];
  /** The cursor of the page after this one; left out where none follows. */
  readonly next?: string;
}

/**
 * Gives pages of the rooms with people or messages in them: the fullest first, then by name. The stores are asked once a
 * second at most, however many callers there are. A cursor names the last room of its page and how full it was, so a page
 * goes on from there, whatever came and went meanwhile.
 */
export function createRoomList({
  messages,
  presence,
}: RoomListDependencies): (options: RoomPageOptions) => Promise<RoomPage> {
  const list = cachedFor(MAX_AGE, async (): Promise<OccupiedRoom[]> => {
    const [occupied, spoken] = await Promise.all([presence.occupied(MAX_LISTED), messages.rooms(MAX_LISTED)]);
    const names = new Set(occupied.map(({ name }) => name));
    const empty = spoken.filter((name) => !names.has(name)).map((name) => ({ name, members: 0 }));
    return [...occupied, ...empty].slice(0, MAX_LISTED).sort(compare);
  });
  return async ({ cursor, limit }) => {
    const all = await list();
    const start = cursor === undefined ? 0 : placeAfter(all, toRoom(cursor));
    const rooms = all.slice(start, start + limit);
    const last = rooms.at(-1);
    return { rooms, ...(last && start + limit < all.length && { next: `${last.members} ${last.name}` }) };
  };
}

function toRoom(cursor: string): OccupiedRoom {
  const [members, name = ''] = cursor.split(' ');
  return { name, members: Number(members) };
}

function compare(one: OccupiedRoom, other: OccupiedRoom): number {
  return other.members - one.members || (one.name < other.name ? -1 : Number(one.name > other.name));
}

/** How many rooms of the list do not come after this one. */
function placeAfter(rooms: readonly OccupiedRoom[], room: OccupiedRoom): number {
  let [from, to] = [0, rooms.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (compare(rooms[middle] as OccupiedRoom, room) <= 0) from = middle + 1;
    else to = middle;
  }
  return from;
}
