import type { Message, User } from '@switchboard/events';
import { useEffect, useRef, useState } from 'react';
import { useClient, useConnection, useEvent } from './client-hooks.ts';
import { loadMissed } from './load-missed.ts';
import { mergeMessages } from './merge-messages.ts';

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
 * The room that the client is in as this user: a client that logs out has left it. After a reconnect it joins again by itself
 * and loads what it missed.
 */
export function useRoom(userId: string | undefined): RoomHook {
  const client = useClient();
  const connection = useConnection();
  const [room, setRoom] = useState<JoinedRoom>();
  const [problem, setProblem] = useState<string>();
  const socketId = connection.status === 'connected' ? connection.socketId : undefined;
  const joinedAs = useRef<string>(undefined);
  const inRoom = useRef<string>(undefined);

  const [inRoomAs, setInRoomAs] = useState(userId);
  if (inRoomAs !== userId) {
    setInRoomAs(userId);
    setRoom(undefined);
    setProblem(undefined);
  }
  useEffect(
    () => () => {
      inRoom.current = undefined;
      joinedAs.current = undefined;
    },
    [userId],
  );

  // React keeps every update until the next render, also one that changes nothing: other rooms must not pile up.
  const change = (name: string, part: (current: JoinedRoom) => Partial<JoinedRoom>): void => {
    if (inRoom.current !== name) return;
    setRoom((current) => (current?.name === name ? { ...current, ...part(current) } : current));
  };

  const join = async (name: string): Promise<void> => {
    const reply = await client.call('room:join', { room: name });
    if (!reply.ok) {
      const { error } = reply;
      setProblem(
        error.code === 'ROOM_FULL'
          ? `This room is full: it takes ${error.data.limit} people. Choose another.`
          : error.message,
      );
      return;
    }
    const { room: joined, members, recent } = reply.data;
    joinedAs.current = client.state.status === 'connected' ? client.state.socketId : undefined;
    setProblem(undefined);
    inRoom.current = joined;
    setRoom((current) => ({
      name: joined,
      members,
      messages: current?.name === joined ? mergeMessages(current.messages, recent) : recent,
    }));
  };

  const leave = async (): Promise<void> => {
    if (!room) return;
    inRoom.current = undefined;
    setRoom(undefined);
    await client.call('room:leave', { room: room.name });
  };

  const rejoin = useRef<() => Promise<void>>(undefined);
  useEffect(() => {
    rejoin.current = async () => {
      if (!room) return;
      const last = room.messages.at(-1)?.seq ?? 0;
      await join(room.name);
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
    change(name, ({ members }) => ({ members: [...members.filter(({ id }) => id !== user.id), user] })),
  );
  useEvent('room:left', ({ room: name, user }) =>
    change(name, ({ members }) => ({ members: members.filter(({ id }) => id !== user.id) })),
  );

  return { room, problem, join, leave };
}
