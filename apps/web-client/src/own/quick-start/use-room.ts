import type { Message, User } from '@switchboard/events';
import { useEffect, useRef, useState } from 'react';
import type { SentMessage } from '../../clients/link.ts';
import type { NamedClient } from '../../clients/named-client.ts';
import { useSession } from '../../lib/console-session.ts';
import type { OwnClient } from '../../own/contracts.ts';
import { QUICK_START } from '../texts.ts';
import { useClient, useConnection, useEvent } from './client-hooks.ts';

/** How many messages of a room are kept. */
export const MAX_MESSAGES = 500;

/** Marks the calls that the quick start makes by itself; the timeline shows it, and coverage does not count them. */
const OWN_CALL = { origin: 'quick start' };

export interface JoinedRoom {
  readonly name: string;
  readonly members: readonly User[];
  /** In the order of `seq`. */
  readonly messages: readonly Message[];
}

export interface RoomHook {
  readonly room: JoinedRoom | undefined;
  /** Why the last attempt to join failed. */
  readonly problem: string | undefined;
  readonly join: (name: string) => Promise<void>;
  readonly leave: () => Promise<void>;
}

/**
 * The room that the client joined last with its present login. It is read from the client's replies, so it is the same
 * for the quick start, the sample traffic and the composer. After a reconnect it joins again and loads what it missed.
 */
export function useRoom({ id, link, identity }: NamedClient): RoomHook {
  const client = useClient();
  const connection = useConnection();
  const { clients } = useSession();
  const [joined, setJoined] = useState<JoinedRoom & { readonly userId: string | undefined }>();
  const [problem, setProblem] = useState<string>();
  const userId = identity?.user?.id;
  const room = joined && userId !== undefined && joined.userId === userId ? joined : undefined;
  const socketId = connection.status === 'connected' ? connection.socketId : undefined;
  const joinedAs = useRef<string>(undefined);
  const inRoom = useRef<string>(undefined);
  inRoom.current = room?.name;

  // React keeps every update until the next render, also one that changes nothing: other rooms must not pile up.
  const change = (name: string, part: (current: JoinedRoom) => Partial<JoinedRoom>): void => {
    if (inRoom.current !== name) return;
    setJoined((current) => (current?.name === name ? { ...current, ...part(current) } : current));
  };

  useEffect(() => {
    const onJoined = ({ room: name, members, recent }: JoinData): void => {
      const owner = clients.getSnapshot().find((entry) => entry.id === id)?.identity?.user?.id;
      joinedAs.current = client.state.status === 'connected' ? client.state.socketId : undefined;
      inRoom.current = name;
      setProblem(undefined);
      setJoined((current) => {
        const isSame = current?.name === name && current.userId === owner;
        return {
          userId: owner,
          name,
          members,
          messages: isSame ? mergeMessages(current.messages, recent) : recent,
        };
      });
    };
    return link.onMessage((message) => {
      if (message.kind !== 'settled') return;
      const { sent, answer } = message;
      if (!answer.reply?.ok || answer.issues.length > 0) return;
      if (sent.event === 'room:join') onJoined(answer.reply.data as JoinData);
      else if (sent.event === 'session:logout') setJoined(undefined);
      else if (sent.event === 'room:leave') {
        setJoined((current) => (current?.name === roomOf(sent) ? undefined : current));
      }
    });
  }, [client, link, clients, id]);

  const join = async (name: string): Promise<void> => {
    const reply = await client.call('room:join', { room: name });
    if (reply.ok) return;
    const { error } = reply;
    setProblem(error.code === 'ROOM_FULL' ? QUICK_START.roomFull(error.data.limit) : error.message);
  };

  const leave = async (): Promise<void> => {
    if (!room) return;
    setJoined(undefined);
    await client.call('room:leave', { room: room.name });
  };

  const rejoin = useRef<() => Promise<void>>(undefined);
  useEffect(() => {
    rejoin.current = async () => {
      if (!room) return;
      const last = room.messages.at(-1)?.seq ?? 0;
      await client.call('room:join', { room: room.name }, OWN_CALL);
      const missed = await loadMissed(client, room.name, last);
      change(room.name, ({ messages }) => ({ messages: mergeMessages(messages, missed) }));
    };
  });
  useEffect(() => {
    if (socketId === undefined || joinedAs.current === undefined || joinedAs.current === socketId) return;
    joinedAs.current = socketId;
    void rejoin.current?.();
  }, [socketId]);

  useEvent('message:sent', (message) =>
    change(message.room, ({ messages }) => ({ messages: mergeMessages(messages, [message]) })),
  );
  useEvent('room:joined', ({ room: name, user }) =>
    change(name, ({ members }) => ({ members: [...members.filter((one) => one.id !== user.id), user] })),
  );
  useEvent('room:left', ({ room: name, user }) =>
    change(name, ({ members }) => ({ members: members.filter((one) => one.id !== user.id) })),
  );

  return { room, problem, join, leave };
}

/** What the contract says of the reply to `room:join`. */
interface JoinData {
  readonly room: string;
  readonly members: readonly User[];
  readonly recent: readonly Message[];
}

function roomOf({ args: [payload] }: SentMessage): unknown {
  return (payload as { readonly room?: unknown } | undefined)?.room;
}

/** The latest messages of a room in the order of `seq`, each once. */
export function mergeMessages(known: readonly Message[], more: readonly Message[]): Message[] {
  const bySeq = new Map([...known, ...more].map((message) => [message.seq, message]));
  return [...bySeq.values()].sort((one, other) => one.seq - other.seq).slice(-MAX_MESSAGES);
}

const PAGE = 100;

/** The messages of a joined room after the message `after`, page by page; if a page fails, those before it. */
async function loadMissed(client: OwnClient, room: string, after: number): Promise<Message[]> {
  let missed: Message[] = [];
  let before: number | undefined;
  for (;;) {
    const page = { room, limit: PAGE, ...(before !== undefined && { before }) };
    const reply = await client.call('message:history', page, OWN_CALL);
    if (!reply.ok) return missed;
    const { messages, hasMore } = reply.data;
    missed = [...messages, ...missed];
    before = messages[0]?.seq;
    if (!hasMore || before === undefined || before <= after + 1) return missed;
  }
}
