import type { ResponseOutput } from '@switchboard/contract';
import type { clientEventMap, Message, User } from '@switchboard/events';
import { useEffect, useState } from 'react';
import { create } from 'zustand';
import type { NamedClient } from '../../clients/named-client.ts';
import { useSession } from '../../lib/console-session.ts';
import { QUICK_START } from '../texts.ts';
import { useClient, useConnection, useEvent } from './client-hooks.ts';

/** How many messages of a room are kept. */
export const MAX_MESSAGES = 500;

type JoinReply = ResponseOutput<(typeof clientEventMap)['room:join']>;

export interface JoinedRoom {
  readonly name: string;
  readonly members: readonly User[];
  /** In the order of `seq`. */
  readonly messages: readonly Message[];
  readonly epoch: string;
  /** Who joined it, and over which connection. */
  readonly userId: string | undefined;
  readonly socketId: string | undefined;
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
 * for the quick start, the sample traffic and the composer. After a reconnect it joins again.
 */
export function useRoom({ id, link, identity }: NamedClient): RoomHook {
  const client = useClient();
  const connection = useConnection();
  const { clients } = useSession();
  const [useJoined] = useState(() => create<{ room?: JoinedRoom | undefined }>(() => ({})));
  const [problem, setProblem] = useState<string>();
  const { room: joined } = useJoined();
  const userId = identity?.user?.id;
  const room = userId !== undefined && joined?.userId === userId ? joined : undefined;
  const socketId = connection.status === 'connected' ? connection.socketId : undefined;

  const change = (name: string, part: (room: JoinedRoom) => Partial<JoinedRoom>): void => {
    const { room: current } = useJoined.getState();
    if (current?.name === name) useJoined.setState({ room: { ...current, ...part(current) } });
  };

  useEffect(
    () =>
      link.onMessage((message) => {
        if (message.kind !== 'settled') return;
        const { sent, answer } = message;
        const { event, args } = sent;
        if (!answer.reply?.ok || answer.issues.length > 0) return;
        const { room: before } = useJoined.getState();
        if (event === 'room:join') {
          setProblem(undefined);
          const owner = clients.getSnapshot().find((entry) => entry.id === id)?.identity?.user?.id;
          const { state } = client;
          const reply = answer.reply.data as JoinReply;
          useJoined.setState({
            room: {
              name: reply.room,
              members: reply.members,
              messages: before && before.userId === owner ? continued(before, reply) : reply.recent,
              epoch: reply.epoch,
              userId: owner,
              socketId: state.status === 'connected' ? state.socketId : undefined,
            },
          });
        } else if (
          event === 'session:logout' ||
          (event === 'room:leave' && before?.name === roomOf(args[0]))
        ) {
          useJoined.setState({ room: undefined });
        }
      }),
    [client, link, clients, id, useJoined],
  );

  useEffect(() => {
    const { room: before } = useJoined.getState();
    if (!before || before.userId !== userId) return;
    if (socketId === undefined || before.socketId === socketId) return;
    // The mark is shown in the timeline, and coverage does not count what has it.
    void client.call('room:join', { room: before.name }, { origin: 'quick start' });
  }, [client, socketId, userId, useJoined]);

  useEvent('message:sent', (message) =>
    change(message.room, ({ messages }) => ({ messages: mergeMessages(messages, [message]) })),
  );
  useEvent('room:joined', ({ room: name, user }) =>
    change(name, ({ members }) => ({ members: [...members.filter((one) => one.id !== user.id), user] })),
  );
  useEvent('room:left', ({ room: name, user }) =>
    change(name, ({ members }) => ({ members: members.filter((one) => one.id !== user.id) })),
  );

  const join = async (name: string): Promise<void> => {
    const reply = await client.call('room:join', { room: name });
    if (reply.ok) return;
    const { error } = reply;
    setProblem(error.code === 'ROOM_FULL' ? QUICK_START.roomFull(error.data.limit) : error.message);
  };
  const leave = async (): Promise<void> => {
    if (!room) return;
    useJoined.setState({ room: undefined });
    await client.call('room:leave', { room: room.name });
  };
  return { room, problem, join, leave };
}

function roomOf(payload: unknown): unknown {
  return (payload as { readonly room?: unknown } | undefined)?.room;
}

/** The messages of a room that was joined again: with those before, where none is missing between. */
function continued(before: JoinedRoom, { room, recent, epoch }: JoinReply): readonly Message[] {
  const last = before.messages.at(-1)?.seq ?? 0;
  const isNext = before.name === room && before.epoch === epoch && (recent[0]?.seq ?? 0) <= last + 1;
  return isNext ? mergeMessages(before.messages, recent) : recent;
}

/** The latest messages of a room in the order of `seq`, each once. */
export function mergeMessages(known: readonly Message[], more: readonly Message[]): Message[] {
  const bySeq = new Map([...known, ...more].map((message) => [message.seq, message]));
  return [...bySeq.values()].sort((one, other) => one.seq - other.seq).slice(-MAX_MESSAGES);
}
