import {
  type Attachment,
  MAX_ATTACHMENTS,
  type Message,
  PAGE_ATTACHMENT_BYTES,
  type User,
} from '@switchboard/events';

export interface NewMessage {
  readonly author: User;
  readonly text: string;
  readonly attachment?: Attachment | undefined;
}

export interface AppendOptions {
  /** The same author's second append of the same message with this id gives the first one again. */
  readonly callId?: string | undefined;
  /**
   * The bytes that the attachments of the room may have together, this one too.
   * @default any number
   */
  readonly maxAttachmentBytes?: number;
}

export interface Appended {
  readonly message: Message;
  /** Whether it was stored by this call, and not by an earlier one of the same id. */
  readonly isNew: boolean;
  /** Whether an earlier call of the same id has recorded that the room was sent the message. */
  readonly isPublished: boolean;
}

export interface PageOptions {
  /** Only messages with a smaller sequence number; the newest if left out. */
  readonly before?: number | undefined;
  readonly limit: number;
  /** The page ends early at this many attachments. */
  readonly maxAttachments: number;
  /** The page ends early at this many bytes of attachments; its first one may be larger. */
  readonly maxAttachmentBytes: number;
}

/** The attachments that a page of the contract may have. */
export const ATTACHMENTS_OF_A_PAGE = {
  maxAttachments: MAX_ATTACHMENTS,
  maxAttachmentBytes: PAGE_ATTACHMENT_BYTES,
} as const;

export interface Page {
  /** In the order of `seq`. */
  readonly messages: Message[];
  /** Whether there are older ones. */
  readonly hasMore: boolean;
  /** Changes when history was lost, or may have been: sequence numbers of an earlier epoch are then void. */
  readonly epoch: string;
}

/**
 * An append-only log for each room. Sequence numbers start at 1 and grow by one, without holes.
 * Every method rejects with an EventError SERVICE_UNAVAILABLE if the store is down.
 */
export interface MessageStore {
  /**
   * Resolves once the message is kept; to 'conflict', keeping nothing, if the author has used the call id for another room,
   * text or attachment; to 'full', keeping nothing, if the attachments of the room would have more bytes than they may.
   */
  append(room: string, message: NewMessage, options?: AppendOptions): Promise<Appended | 'conflict' | 'full'>;
  /** Records that the room was sent the message of this call. A server killed before it leaves a message that is not published. */
  markPublished(authorId: string, callId: string): Promise<void>;
  /** Reads no more attachments than it gives. */
  read(room: string, options: PageOptions): Promise<Page>;
  /** The rooms that have messages, at most `limit`, the most recently used first. */
  rooms(limit: number): Promise<string[]>;
}
