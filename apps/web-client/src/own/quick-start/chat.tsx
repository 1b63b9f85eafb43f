import { Button, TextInput } from '@mantine/core';
import type { Attachment, Message, User } from '@switchboard/events';
import { Paperclip } from 'lucide-react';
import { type FormEvent, type ReactElement, useEffect, useRef } from 'react';
import type { NamedClient } from '../../clients/named-client.ts';
import ui from '../../components/ui.module.css';
import { formatSize } from '../../lib/bytes.ts';
import { QUICK_START } from '../texts.ts';
import { useCall, useField, useTyping } from './client-hooks.ts';
import styles from './quick-start.module.css';
import type { JoinedRoom } from './use-room.ts';

interface ChatProps {
  readonly entry: NamedClient;
  readonly room: JoinedRoom;
  readonly self: User;
}

/** The messages of the room, who is typing, and a form to send a message. */
export function Chat({ entry, room, self }: ChatProps): ReactElement {
  const { call, pending, reply } = useCall('message:send');
  const [others, touch] = useTyping(room.name, self);
  const [text, setText] = useField(entry, 'message', 'hello');
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
    <div className={ui.stack}>
      <MessageList room={room} selfId={self.id} />
      <form className={styles.line} onSubmit={(event) => void say(event)}>
        <TextInput
          className={ui.grow}
          label={QUICK_START.message}
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
          {QUICK_START.send}
        </Button>
      </form>
      <input ref={file} className={ui.hint} type="file" aria-label={QUICK_START.attach} />
      <p className={`${ui.hint} ${styles.status}`} role="status">
        {others.length > 0 && <em>{QUICK_START.typing(others.map(({ name }) => name))}</em>}{' '}
        {reply?.ok && QUICK_START.stored(reply.data.seq)}
        {reply?.ok === false && <span className={ui.bad}>{explain(reply.error)}</span>}
      </p>
    </div>
  );
}

type SendReply = NonNullable<ReturnType<typeof useCall<'message:send'>>['reply']>;

function explain(error: Extract<SendReply, { ok: false }>['error']): string {
  if (error.code === 'ROOM_NOT_JOINED') return QUICK_START.notInRoom(error.data.room);
  if (error.code === 'DISCONNECTED' && !error.data.written) return QUICK_START.notSent;
  const [issue] = error.issues ?? [];
  return issue ? `${issue.path.join('.')}: ${issue.message}` : error.message;
}

function MessageList({ room, selfId }: { room: JoinedRoom; selfId: string }): ReactElement {
  const { name, messages } = room;
  const list = useRef<HTMLUListElement>(null);
  const newest = messages.at(-1)?.seq;
  useEffect(() => {
    if (newest !== undefined) list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [newest]);
  if (messages.length === 0) return <p className={ui.hint}>{QUICK_START.noMessages(name)}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling list needs focus to be scrolled by key
    <ul ref={list} className={styles.messages} aria-label={QUICK_START.messagesIn(name)} tabIndex={0}>
      {messages.map((message) => (
        <MessageItem key={message.id} message={message} isOwn={message.author.id === selfId} />
      ))}
    </ul>
  );
}

function MessageItem({ message, isOwn }: { message: Message; isOwn: boolean }): ReactElement {
  const { author, sentAt, text, attachment } = message;
  return (
    <li className={styles.message} data-own={isOwn || undefined}>
      <strong className={ui.small}>{author.name}</strong>{' '}
      <time className={ui.hint} dateTime={sentAt}>
        {new Date(sentAt).toLocaleTimeString()}
      </time>
      <p className={styles.text}>{text}</p>
      {attachment && (
        <p className={ui.hint}>
          <Paperclip size={12} aria-hidden /> {attachment.name}, {formatSize(attachment.bytes.byteLength)}
        </p>
      )}
    </li>
  );
}

/** The picked file as an attachment; `undefined` if there is none. */
async function readAttachment(input: HTMLInputElement | null): Promise<Attachment | undefined> {
  const [file] = input?.files ?? [];
  if (!file) return undefined;
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { name: file.name, type: file.type || 'application/octet-stream', bytes };
}
