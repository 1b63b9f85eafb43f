import { createClientHooks } from '@switchboard/client/react';
import { contract, type User } from '@switchboard/events';
import { useEffect, useRef, useState } from 'react';
import { useDraft } from '../../lib/drafts.ts';

/** The client's hooks, typed by our contract. */
export const { ClientProvider, useCall, useClient, useConnection, useEvent } = createClientHooks(contract);

/** The text of a field of the quick start, for one client, and how to change it. Survives a reload. */
export function useField(
  clientId: string,
  field: 'name' | 'room' | 'message',
  initial: string,
): [text: string, write: (text: string) => void] {
  return useDraft(`(quick start ${field} of ${clientId})`, initial);
}

/** Milliseconds without a key until someone counts as no longer typing. */
const IDLE = 2_500;

/** The others who are typing in the room, and a function that notifies them of a change of the text. */
export function useTyping(
  room: string,
  self: User,
): [others: readonly User[], touch: (text: string) => void] {
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
  useEffect(() => () => clearTimeout(timer.current), []);

  useEvent('typing:changed', ({ room: where, user, typing: isTyping }) => {
    if (where !== room || user.id === self.id) return;
    setOthers((known) => [...known.filter(({ id }) => id !== user.id), ...(isTyping ? [user] : [])]);
  });
  useEvent('room:left', ({ user }) => setOthers((known) => known.filter(({ id }) => id !== user.id)));
  return [others, (text) => notify(text !== '')];
}
