import type { OccupiedRoom } from '@switchboard/node-server/presence';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createRoomList, type RoomPage } from './room-list.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

/** A list over what `occupied` has at the time, and how often it was asked. */
function listOver(occupied: OccupiedRoom[], spoken: string[] = []) {
  const asked = { occupied: 0, spoken: 0 };
  const readPage = createRoomList({
    presence: {
      occupied: async (limit) => {
        asked.occupied += 1;
        return occupied.toSorted((one, other) => other.members - one.members).slice(0, limit);
      },
    },
    messages: {
      rooms: async (limit) => {
        asked.spoken += 1;
        return spoken.slice(0, limit);
      },
    },
  });
  return { readPage, asked };
}

const room = (name: string, members: number): OccupiedRoom => ({ name, members });
const named = (pages: readonly RoomPage[]) => pages.flatMap(({ rooms }) => rooms.map(({ name }) => name));

/** All pages from the first to the last. */
async function readAll(readPage: ReturnType<typeof createRoomList>, limit: number): Promise<RoomPage[]> {
  const pages: RoomPage[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await readPage({ cursor, limit });
    pages.push(page);
    if (page.next === undefined) return pages;
    cursor = page.next;
  }
}

it('gives every room once over all pages: the fullest first, then by name, the empty ones last', async () => {
  const { readPage } = listOver([room('c', 1), room('b', 2), room('a', 1), room('d', 30)], ['z', 'b', 'e']);
  for (const limit of [1, 2, 4, 5]) {
    const pages = await readAll(readPage, limit);
    expect(named(pages)).toEqual(['d', 'b', 'a', 'c', 'e', 'z']);
    expect(pages).toHaveLength(Math.ceil(6 / limit));
  }
  expect(await readPage({ limit: 6 })).not.toHaveProperty('next');
  expect(await readPage({ limit: 2 })).toEqual({ rooms: [room('d', 30), room('b', 2)], next: '2 b' });
});

it('goes on behind the last room of a page, though that room is gone', async () => {
  const rooms = [room('a', 3), room('b', 2), room('c', 1)];
  const { readPage } = listOver(rooms);
  const { next } = await readPage({ limit: 2 });
  rooms.splice(0, 2, room('n', 1));
  vi.advanceTimersByTime(1_000);
  expect(named([await readPage({ cursor: next, limit: 2 })])).toEqual(['c', 'n']);
});

it('is empty behind the last room, and where there is none', async () => {
  const { readPage } = listOver([room('a', 1)]);
  expect(await readPage({ cursor: '1 a', limit: 2 })).toEqual({ rooms: [] });
  expect(await listOver([]).readPage({ limit: 2 })).toEqual({ rooms: [] });
});

it('asks each store once a second, however many pages are read', async () => {
  const { readPage, asked } = listOver(Array.from({ length: 500 }, (_, i) => room(`r${i}`, i)));
  await Promise.all(Array.from({ length: 100 }, () => readAll(readPage, 50)));
  expect(asked).toEqual({ occupied: 1, spoken: 1 });
  vi.advanceTimersByTime(1_000);
  await readAll(readPage, 50);
  expect(asked).toEqual({ occupied: 2, spoken: 2 });
});

it('has at most 5,000 rooms', async () => {
  const many = Array.from({ length: 5_001 }, (_, i) => room(`r${i}`, 1));
  const { readPage } = listOver(many, ['quiet']);
  expect(named(await readAll(readPage, 500))).toHaveLength(5_000);
});
