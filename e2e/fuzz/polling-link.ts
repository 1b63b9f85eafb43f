import type { Frame } from './frame.ts';
import { createExchange } from './https-exchange.ts';
import type { Link, LinkListener } from './link.ts';

const PATH = '/socket.io/?EIO=4&transport=polling';
const SEPARATOR = Buffer.from('\u001e');
/** Bodies stay below the server's limit, unless one packet alone is over it. */
const BODY_BYTES = 100_000;

/** Opens a polling session: one GET always waits for packets, POSTs go one after the other. */
export async function openPollingLink(serverUrl: string, listener: LinkListener): Promise<Link> {
  const { exchange, close } = createExchange(serverUrl);
  const opened = await exchange(PATH);
  if (opened?.status !== 200) {
    close();
    throw new Error(`The polling handshake was answered with ${opened?.status ?? 'nothing'}.`);
  }
  const { sid } = JSON.parse(opened.body.slice(1)) as { sid: string };
  const path = `${PATH}&sid=${sid}`;
  let closed = false;
  let posts: Promise<void> = Promise.resolve();
  const end = (): void => {
    if (closed) return;
    closed = true;
    close();
    listener.onClosed();
  };
  const post = (body: Uint8Array): void => {
    posts = posts.then(async () => {
      if (!closed && (await exchange(path, body))?.status !== 200) end();
    });
  };
  const hear = (packet: string): void => {
    if (packet === '1') end();
    else if (packet === '2') post(Buffer.from('3'));
    else listener.onText(packet);
  };
  const poll = async (): Promise<void> => {
    while (!closed) {
      const answer = await exchange(path);
      if (answer?.status !== 200) return end();
      for (const packet of answer.body.split('\u001e')) hear(packet);
    }
  };
  void poll();
  return {
    get closed() {
      return closed;
    },
    send: (frames) => {
      for (const body of toBodies(frames)) post(body);
    },
    close: () => {
      post(Buffer.from('1'));
      void posts.then(end);
    },
  };
}

/** Joins packets into request bodies the way a client does. */
export function toBodies(frames: readonly Frame[]): Buffer[] {
  const bodies: Buffer[] = [];
  let parts: Buffer[] = [];
  let size = 0;
  for (const frame of frames) {
    const packet = toPacket(frame);
    if (parts.length > 0 && size + packet.length > BODY_BYTES) {
      bodies.push(Buffer.concat(parts));
      parts = [];
      size = 0;
    }
    if (parts.length > 0) parts.push(SEPARATOR);
    parts.push(packet);
    size += packet.length + 1;
  }
  if (parts.length > 0) bodies.push(Buffer.concat(parts));
  return bodies;
}

function toPacket(frame: Frame): Buffer {
  if (typeof frame === 'string') return Buffer.from(frame);
  if ('binary' in frame) return Buffer.from(`b${Buffer.from(frame.binary).toString('base64')}`);
  if ('rawText' in frame) return Buffer.from(frame.rawText);
  return Buffer.from(frame.fragments.join(''));
}
