import type { Frame, SendOptions, Sent } from 'ws';
import { frameText, headerText, isAscii, textFrame } from './frame-text.ts';
import { Sender } from './ws-classes.ts';

/** What a socket writes of a string without allocating for it. A larger payload is not copied into the batch. */
const LARGE = 16_384;
const OPCODE = 0x0f;
const CLOSE = 0x08;
/** What all senders without a batch have. */
const NONE: never[] = [];

/**
 * Collects the frames of a tick and writes them as one. While nothing waits for the peer to read, frames count as sent when
 * they are about to be written: Engine.IO, which holds packets back until those before are sent, gets them into the same
 * write. Otherwise they count as sent when the socket has written them, as all do with ws alone. Never in the call itself.
 */
export class BatchingSender extends Sender {
  /** What comes before `#text`, if large payloads are among it. Strings have one character a byte. */
  #chunks: (string | Buffer)[] = NONE;
  #text = '';
  #bytes = 0;
  #sent: Sent[] = NONE;
  #isDue = false;

  /** Of a short text, which most messages are, no frame is made first. */
  override send(data: string | Buffer, options: SendOptions, sent?: Sent): void {
    const isWhole = options.fin && this._firstFragment && this._state === 0;
    if (isWhole && !options.compress && !options.mask && typeof data === 'string' && data.length < LARGE) {
      this.#addText(textFrame(data));
      this.#await(sent);
    } else super.send(data, options, sent);
  }

  override sendFrame(frame: Frame, sent?: Sent): void {
    const header = frame[0];
    const payload = frame[1] ?? '';
    if (payload.length < LARGE) this.#addText(frameText(frame));
    else this.#addLarge(headerText(header), payload);
    this.#await(sent);
    // Nothing may follow a close, and its sender may end the socket as soon as it counts as sent.
    if (((header[0] as number) & OPCODE) === CLOSE) this.write();
  }

  /** Writes the batch, and with it what its senders held back until now. */
  flush(): void {
    try {
      const { writable, writableLength } = this._socket;
      if (writable && writableLength === 0) this.#reportSent();
    } finally {
      this.#isDue = false;
      this.write();
    }
  }

  /** Writes the batch as it is. */
  write(): void {
    if (this.#bytes === 0) return;
    const chunks = this.#chunks;
    const text = this.#text;
    const sent = this.#sent;
    this._bufferedBytes -= this.#bytes;
    this.#chunks = NONE;
    this.#text = '';
    this.#bytes = 0;
    this.#sent = NONE;
    const done = sent.length < 2 ? sent[0] : (error?: Error | null) => reportAll(sent, error);
    const socket = this._socket;
    if (socket.writableEnded) {
      // Writing to it would be an error that destroys the socket, with what it still has to write.
      done?.(new Error('The socket was ended before the message was written'));
      return;
    }
    if (chunks.length === 0) {
      socket.write(text, 'latin1', done);
      return;
    }
    socket.cork();
    for (const chunk of chunks) socket.write(chunk, 'latin1');
    socket.write(text, 'latin1', done);
    socket.uncork();
  }

  #await(sent: Sent | undefined): void {
    if (sent) {
      if (this.#sent === NONE) this.#sent = [];
      this.#sent.push(sent);
    }
    if (this.#isDue) return;
    this.#isDue = true;
    process.nextTick(flush, this);
  }

  #reportSent(): void {
    const sent = this.#sent;
    this.#sent = NONE;
    let reported = 0;
    try {
      for (const each of sent) {
        reported += 1;
        each();
      }
    } finally {
      // One of them threw.
      if (reported < sent.length) this.#sent = [...sent.slice(reported), ...this.#sent];
    }
  }

  #addText(text: string): void {
    this.#text += text;
    this.#count(text.length);
  }

  #addLarge(header: string, payload: string | Buffer): void {
    if (this.#chunks === NONE) this.#chunks = [];
    const chunk = typeof payload !== 'string' || isAscii(payload) ? payload : Buffer.from(payload);
    this.#chunks.push(this.#text + header, chunk);
    this.#text = '';
    this.#count(header.length + chunk.length);
  }

  #count(bytes: number): void {
    this.#bytes += bytes;
    this._bufferedBytes += bytes;
  }
}

function flush(sender: BatchingSender): void {
  sender.flush();
}

function reportAll(sent: readonly Sent[], error?: Error | null): void {
  for (const each of sent) each(error ?? undefined);
}
