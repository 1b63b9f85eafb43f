import type { Message } from '@switchboard/events';
import { Paperclip } from 'lucide-react';
import { type ReactElement, useEffect, useRef } from 'react';
import { formatSize } from '../../lib/bytes.ts';
import styles from './quick-start.module.css';

export interface MessageListProps {
  readonly messages: readonly Message[];
  readonly room: string;
  readonly selfId: string;
}

export function MessageList({ messages, room, selfId }: MessageListProps): ReactElement {
  const list = useRef<HTMLUListElement>(null);
  const newest = messages.at(-1)?.seq;
  useEffect(() => {
    if (newest !== undefined) list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [newest]);
  if (messages.length === 0) return <p className={styles.hint}>Nobody has said anything in {room} yet.</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling list needs focus to be scrolled by key
    <ul ref={list} className={styles.messages} aria-label={`Messages in ${room}`} tabIndex={0}>
      {messages.map((message) => (
        <li key={message.id} className={styles.message} data-own={message.author.id === selfId || undefined}>
          <span className={styles.author}>{message.author.name}</span>
          <time className={styles.sentAt} dateTime={message.sentAt}>
            {new Date(message.sentAt).toLocaleTimeString()}
          </time>
          <p className={styles.text}>{message.text}</p>
          {message.attachment && (
            <p className={styles.attachment}>
              <Paperclip size={12} aria-hidden /> {message.attachment.name},{' '}
              {formatSize(message.attachment.bytes.byteLength)}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
