import { useEffect, useState } from 'react';
import type { Note } from '../contract.ts';
import { useCall, useClient, useConnection, useEvent } from './hooks.ts';
import { TextForm } from './text-form.tsx';

export function NewNote() {
  const { call, pending, reply } = useCall('note:add');
  const send = (text: string) => call({ text });
  return <TextForm label="New note" button="Add" maxLength={200} {...{ send, pending, reply }} />;
}

/** All notes, read again on each new connection, and those that are added while it is open. */
export function Notes() {
  const client = useClient();
  const { status } = useConnection();
  const [notes, setNotes] = useState<readonly Note[]>([]);
  useEffect(() => {
    if (status === 'connected')
      void client.call('note:list').then((reply) => reply.ok && setNotes(reply.data.notes));
  }, [client, status]);
  useEvent('note:added', (note) =>
    setNotes((before) => [...before.filter(({ id }) => id !== note.id), note]),
  );
  return (
    <ul>
      {notes.map(({ id, author, text }) => (
        <li key={id}>
          <b>{author}</b> {text}
        </li>
      ))}
    </ul>
  );
}
