import { expect, onTestFinished } from 'vitest';
import { addRow } from '../add-row.ts';
import { type Counts, checkHistory } from './check-history.ts';
import { History } from './history.ts';
import { type Member, type MemberOptions, startMember } from './member.ts';
import { readRoom } from './read-room.ts';
import { writeMessages } from './writer.ts';

export interface RunOptions extends Pick<MemberOptions, 'ca' | 'socketOptions'> {
  /** The members connect to these in turn. */
  readonly urls: readonly string[];
  /**
   * Members who write.
   * @default 3
   */
  readonly writers?: number;
  /**
   * Members who only listen.
   * @default 3
   */
  readonly listeners?: number;
  /**
   * Milliseconds from one call of a writer to the next.
   * @default 25
   */
  readonly every?: number;
  /**
   * The size of what each message has attached.
   * @default 0, no attachment
   */
  readonly attachmentBytes?: number;
  /**
   * Whether messages must arrive in the order of their numbers: from several publishers they need not.
   * @default true
   */
  readonly isOrdered?: boolean;
}

/** A room with people who write and listen, from whose point of view a fault is judged. */
export interface Run {
  readonly history: History;
  readonly members: readonly Member[];
  readonly room: string;
  /** Resolves once so many more calls have been acknowledged. */
  more(calls: number): Promise<void>;
  /** Resolves once so many more attempts have been answered with SERVICE_UNAVAILABLE or TIMEOUT. */
  refused(attempts: number): Promise<void>;
  /** Resolves once every member is in the room. */
  joined(): Promise<void>;
  /** Resolves once each of these members has lost the connection that it has now. */
  gone(members: readonly Member[]): Promise<void>;
  /** Resolves once each of these members is on another connection than now. */
  back(members: readonly Member[]): Promise<void>;
  /**
   * Ends the writing, waits for what is on its way, reads the store and adds the run to the table.
   * Fails the test unless every call was acknowledged, none was lost or duplicated, all came in order (where they must)
   * and every gap was reported.
   */
  finish(note?: string): Promise<Counts>;
}

/** Milliseconds that a fault may hold things up. */
const PATIENCE = 90_000;

/** Milliseconds that the last messages may take to everyone. */
const SETTLING = 30_000;

const SOUND = { lost: 0, duplicated: 0, unsignalled: 0 };

/** Fills a room and begins to write. `name` is the case's line in the table. */
export async function startRun(
  name: string,
  {
    urls,
    ca,
    socketOptions = {},
    writers = 3,
    listeners = 3,
    every = 25,
    attachmentBytes = 0,
    isOrdered = true,
  }: RunOptions,
): Promise<Run> {
  const history = new History();
  const stop = new AbortController();
  const room = `room-${Date.now().toString(36)}`;
  const names = [...numbered('Writer', writers), ...numbered('Listener', listeners)];
  const members = await Promise.all(
    names.map((member, index) => {
      const url = urls[index % urls.length] ?? '';
      return startMember({ url, ca, name: member, room, socketOptions }, history);
    }),
  );
  onTestFinished(() => {
    stop.abort();
    for (const member of members) member.leave();
  });
  const writing = members
    .slice(0, writers)
    .map((member) => writeMessages(member, history, { every, attachmentBytes, signal: stop.signal }));

  /** `seen` says after the wait what was there instead. */
  const insist = async (condition: () => boolean, what: string, seen: () => string): Promise<void> => {
    if (await history.until(condition, PATIENCE)) return;
    throw new Error(`${name}: ${what} within ${PATIENCE / 1_000} s, but ${seen()}.`);
  };
  const untilEveryone = (
    people: readonly Member[],
    has: (member: Member) => boolean,
    what: string,
  ): Promise<void> =>
    insist(
      () => people.every(has),
      `every member should have ${what}`,
      () =>
        `these have not: ${people
          .filter((member) => !has(member))
          .map(describeMember)
          .join('; ')}`,
    );
  return {
    history,
    members,
    room,
    more: async (calls) => {
      const goal = history.acknowledged + calls;
      await insist(
        () => history.acknowledged >= goal,
        `${calls} more calls should be acknowledged`,
        () => `${goal - history.acknowledged} are missing; ${members.map(describeMember).join('; ')}`,
      );
    },
    refused: async (attempts) => {
      const goal = history.refusals + attempts;
      await insist(
        () => history.refusals >= goal,
        `${attempts} more attempts should be refused`,
        () => `${goal - history.refusals} are missing`,
      );
    },
    joined: () => untilEveryone(members, ({ hearing }) => hearing !== undefined, 'joined the room'),
    gone: async (asked) => {
      const before = new Map(asked.map((member) => [member, member.hearing]));
      const isGone = (member: Member): boolean => before.get(member)?.ended ?? true;
      await untilEveryone(asked, isGone, 'noticed that its connection ended');
    },
    back: async (asked) => {
      const before = new Set(asked.map(({ hearing }) => hearing));
      const isBack = ({ hearing }: Member): boolean => hearing !== undefined && !before.has(hearing);
      await untilEveryone(asked, isBack, 'come back');
    },
    finish: async (note) => {
      stop.abort();
      await Promise.all(writing);
      await untilEveryone(members, ({ hearing }) => hearing !== undefined, 'joined the room');
      const stored = await readRoom(members[0] as Member);
      const last = stored.at(-1)?.seq ?? 0;
      const isUpToDate = ({ hearing }: Member): boolean =>
        hearing !== undefined && Math.max(hearing.from, ...hearing.heard.map(({ seq }) => seq)) >= last;
      await history.until(() => members.every(isUpToDate), SETTLING);
      const counts = checkHistory({ ...history, stored });
      addRow({ name, counts: { ...counts, reconnects: history.reconnects }, ...(note && { note }) });
      const failed = history.calls.flatMap((call) => call.failed ?? []);
      expect({ ...counts, failed }, name).toMatchObject({
        ...SOUND,
        ...(isOrdered && { outOfOrder: 0 }),
        failed: [],
      });
      return counts;
    },
  };
}

function describeMember({ name, client, hearing }: Member): string {
  return `${name} is ${client.state.status}${hearing ? ', in the room' : ''}`;
}

function numbered(role: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${role} ${index + 1}`);
}
