import { Button, TextInput } from '@mantine/core';
import type { User } from '@switchboard/events';
import { type FormEvent, type ReactElement, useRef } from 'react';
import { useCall } from './client-hooks.ts';
import { MessageList } from './message-list.tsx';
import styles from './quick-start.module.css';
import { readAttachment } from './read-attachment.ts';
import { useField } from './use-field.ts';
import type { JoinedRoom } from './use-room.ts';
import { useTyping } from './use-typing.ts';

interface ChatProps {
  readonly clientId: string;
  readonly room: JoinedRoom;
  readonly self: User;
}

/** What is said in the room, who is typing, and a line to say something. */
export function Chat({ clientId, room, self }: ChatProps): ReactElement {
  const { call, pending, reply } = useCall('message:send');
  const { others, touch } = useTyping(room.name, self);
  const [text, setText] = useField(clientId, 'message', 'hello');
  const file = useRef<HTMLInputElement>(null);

  const say = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const attachment = await readAttachment(file.current);
    touch('');
    const settled = await call({ room: room.name, text, ...(attachment && { attachment }) });
    if (!settled.ok) return;
    setText('');
    if (file.current) file.current.value = '';
  };

  return (
    <>
      <MessageList messages={room.messages} room={room.name} selfId={self.id} />
      <p className={styles.typing} role="status">
        {others.length > 0 && `${others.map(({ name }) => name).join(', ')} typing…`}
      </p>
      <form className={styles.line} onSubmit={(event) => void say(event)}>
        <TextInput
          className={styles.grow}
          label="Message"
          value={text}
          required
          maxLength={2_000}
          autoComplete="off"
          onChange={(event) => {
            setText(event.currentTarget.value);
            touch(event.currentTarget.value);
          }}
        />
        <Button type="submit" loading={pending}>
          Say it
        </Button>
      </form>
      <input ref={file} className={styles.file} type="file" aria-label="Attach a file" />
      <p className={styles.hint} role="status">
        {reply?.ok && `Stored as message ${reply.data.seq} of the room.`}
        {reply?.ok === false && <span className={styles.error}>{explain(reply.error)}</span>}
      </p>
    </>
  );
}

type SendReply = NonNullable<ReturnType<typeof useCall<'message:send'>>['reply']>;
type SendError = Extract<SendReply, { ok: false }>['error'];

function explain(error: SendError): string {
  if (error.code === 'ROOM_NOT_JOINED') return `You are not in ${error.data.room}: join it again.`;
  if (error.code === 'DISCONNECTED' && !error.data.written) return 'Not sent: there was no connection.';
  const [issue] = error.issues ?? [];
  return issue ? `${issue.path.join('.')}: ${issue.message}` : error.message;
}
