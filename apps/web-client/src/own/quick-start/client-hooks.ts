import { createClientHooks } from '@switchboard/client/react';
import { contract, type User } from '@switchboard/events';
import { useEffect, useRef, useState } from 'react';
import { create } from 'zustand';
import type { NamedClient } from '../../clients/named-client.ts';
import { keyAt, useDraft } from '../../drafts/drafts.ts';

/** The client's hooks, typed by our contract. */
export const { ClientProvider, useCall, useClient, useConnection, useEvent } = createClientHooks(contract);

/** The text of a field of the quick start, for one client, and how to change it. Survives a reload. */
export function useField(
  { id, settings }: NamedClient,
  field: 'name' | 'room' | 'message',
  initial: string,
): [text: string, write: (text: string) => void] {
  return useDraft(keyAt(settings, `(quick start ${field} of ${id})`), initial);
}

/**
 * State that messages change, like React's own. It is kept outside of React, which holds every change that leaves the state
 * as it is until it draws the component again: the memory grew with each message of another room.
 */
export function useMessageState<Value>(
  initial: Value,
): [value: Value, change: (next: (before: Value) => Value) => void] {
  const [useHeld] = useState(() => create<{ readonly value: Value }>(() => ({ value: initial })));
  const { value } = useHeld();
  return [
    value,
    (next) =>
      useHeld.setState((held) => {
        const after = next(held.value);
        return after === held.value ? held : { value: after };
      }),
  ];
}

/** Milliseconds without a key until someone counts as no longer typing. */
const IDLE = 2_500;

/** The others who are typing in the room, and a function that notifies them of a change of the text. */
export function useTyping(
  room: string,
  self: User,
): [others: readonly User[], touch: (text: string) => void] {
  const client = useClient();
  const [others, setOthers] = useMessageState<readonly User[]>([]);
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
