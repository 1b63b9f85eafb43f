import type { User } from '@switchboard/events';
import { useEffect, useRef, useState } from 'react';
import { useClient, useEvent } from './client-hooks.ts';

/** Milliseconds without a key until someone counts as no longer typing. */
const IDLE = 2_500;

export interface TypingHook {
  /** The others who are typing in the room. */
  readonly others: readonly User[];
  /** Call it at every change of the text. */
  readonly touch: (text: string) => void;
}

/** Notifies the room when this client starts and stops typing, and knows which of the others type. */
export function useTyping(room: string, self: User): TypingHook {
  const client = useClient();
  const [others, setOthers] = useState<readonly User[]>([]);
  const typing = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const notify = (next: boolean): void => {
    clearTimeout(timer.current);
    if (next) timer.current = setTimeout(() => notify(false), IDLE);
    if (typing.current === next || client.state.status !== 'connected') return;
    typing.current = next;
    client.send('typing:set', { room, typing: next });
  };

  useEvent('typing:changed', ({ room: where, user, typing: isTyping }) => {
    if (where !== room || user.id === self.id) return;
    setOthers((known) => [...known.filter(({ id }) => id !== user.id), ...(isTyping ? [user] : [])]);
  });
  useEvent('room:left', ({ user }) => setOthers((known) => known.filter(({ id }) => id !== user.id)));
  useEffect(() => () => clearTimeout(timer.current), []);

  return { others, touch: (text) => notify(text !== '') };
}
