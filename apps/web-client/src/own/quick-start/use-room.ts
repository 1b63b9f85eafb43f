import type { ResponseOutput } from '@switchboard/contract';
import type { clientEventMap, Message, User } from '@switchboard/events';
import { useEffect, useEffectEvent, useState } from 'react';
import type { Link } from '../../links/link.ts';
import { QUICK_START } from '../texts.ts';
import { useClient, useConnection, useEvent, useMessageState } from './client-hooks.ts';

/** How many messages of a room are kept. */
export const MAX_MESSAGES = 500;

type JoinReply = ResponseOutput<(typeof clientEventMap)['room:join']>;

export interface JoinedRoom {
  readonly name: string;
  readonly members: readonly User[];
  /** In the order of `seq`. */
  readonly messages: readonly Message[];
  readonly epoch: string;
  /** The connection that joined it. */
  readonly socketId: string | undefined;
}

interface RoomHook {
  readonly room: JoinedRoom | undefined;
  /** Why the last attempt to join failed. */
  readonly problem: string | undefined;
  readonly join: (name: string) => Promise<void>;
  readonly leave: () => Promise<void>;
}

/**
 * The room that the client joined last. It is read from the client's replies, so it is the same for the quick start, the
 * sample traffic and the composer. After a reconnect it joins again. Give the component a `key` of the login.
 */
export function useRoom(link: Link): RoomHook {
  const client = useClient();
  const connection = useConnection();
  const [room, setRoom] = useMessageState<JoinedRoom | undefined>(undefined);
  const [problem, setProblem] = useState<string>();
  const socketId = connection.status === 'connected' ? connection.socketId : undefined;

  const change = (name: string, part: (room: JoinedRoom) => Partial<JoinedRoom>): void =>
    setRoom((before) => (before?.name === name ? { ...before, ...part(before) } : before));

  useEffect(
    () =>
      link.onMessage((message) => {
        if (message.kind !== 'settled') return;
        const { sent, answer } = message;
        if (!answer.reply?.ok || answer.issues.length > 0) return;
        if (sent.event === 'room:join') {
          const { room: name, members, recent, epoch } = answer.reply.data as JoinReply;
          const { state } = client;
          const by = state.status === 'connected' ? state.socketId : undefined;
          setProblem(undefined);
          setRoom((before) => {
            // With those before, where none is missing between.
            const last = before?.messages.at(-1)?.seq ?? 0;
            const goesOn =
              before?.name === name && before.epoch === epoch && (recent[0]?.seq ?? 0) <= last + 1;
            const messages = goesOn ? mergeMessages(before.messages, recent) : recent;
            return { name, members, messages, epoch, socketId: by };
          });
        } else if (sent.event === 'room:leave') {
          const [payload] = sent.args as [{ readonly room?: unknown } | undefined];
          setRoom((before) => (before?.name === payload?.room ? undefined : before));
        }
      }),
    [client, link],
  );

  const rejoin = useEffectEvent(() => {
    if (!room || socketId === undefined || room.socketId === socketId) return;
    // The mark is shown in the timeline, and coverage does not count what has it.
    void client.call('room:join', { room: room.name }, { origin: 'quick start' });
  });
  useEffect(() => rejoin(), [socketId]);

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
    setRoom(() => undefined);
    await client.call('room:leave', { room: room.name });
  };
  return { room, problem, join, leave };
}

/** The latest messages of a room in the order of `seq`, each once. */
export function mergeMessages(known: readonly Message[], more: readonly Message[]): Message[] {
  const bySeq = new Map([...known, ...more].map((message) => [message.seq, message]));
  return [...bySeq.values()].sort((one, other) => one.seq - other.seq).slice(-MAX_MESSAGES);
}
