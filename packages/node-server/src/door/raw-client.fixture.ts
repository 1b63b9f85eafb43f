import { once } from 'node:events';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** What Engine.IO answered. */
export interface Answered {
  readonly status: number;
  readonly text: string;
}

/** A masked frame of WebSocket whose mask changes nothing. */
export function frame(opcode: number, text = '', isLast = true): Buffer {
  const isLong = text.length > 125;
  const length = Buffer.alloc(isLong ? 8 : 0);
  if (isLong) length.writeBigUInt64BE(BigInt(text.length));
  const head = [(isLast ? 0x80 : 0) | opcode, 0x80 | (isLong ? 127 : text.length)];
  return Buffer.concat([Buffer.from(head), length, Buffer.alloc(4), Buffer.from(text)]);
}

export const [CONTINUATION, TEXT, BINARY, PING, PONG] = [0, 1, 2, 9, 10];

/** A TCP connection that has become a WebSocket of Engine.IO; nothing of it answers by itself. */
export async function rawWebSocket(
  url: string,
  { sid, headers = {} }: { sid?: string; headers?: Readonly<Record<string, string>> } = {},
): Promise<Socket & { readonly head: string }> {
  const { port, host } = new URL(url);
  const socket = connect(Number(port), '127.0.0.1').on('error', () => undefined);
  const lines = {
    Host: host,
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'MDEyMzQ1Njc4OWFiY2RlZg==',
    ...headers,
  };
  const path = `/socket.io/?EIO=4&transport=websocket${sid === undefined ? '' : `&sid=${sid}`}`;
  const text = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`GET ${path} HTTP/1.1\r\n${text.join('')}\r\n`);
  const [first] = (await once(socket, 'data')) as [Buffer];
  return Object.assign(socket, { head: first.toString('latin1') });
}

/** One polling request, on a TCP connection of its own that is closed after it. */
export async function poll(
  url: string,
  {
    sid,
    body,
    headers = {},
  }: { sid?: string; body?: string; headers?: Readonly<Record<string, string>> } = {},
): Promise<Answered> {
  const path = `/socket.io/?EIO=4&transport=polling${sid === undefined ? '' : `&sid=${sid}`}`;
  const options = { agent: false, method: body === undefined ? 'GET' : 'POST', headers } as const;
  const sent = request(new URL(path, url.replace('localhost', '127.0.0.1')), options);
  sent.end(body);
  const [response] = await once(sent, 'response');
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += chunk;
  return { status: response.statusCode, text };
}

/** Opens a session by polling, and joins nothing. Resolves to its `sid`. */
export async function openSession(url: string, headers?: Readonly<Record<string, string>>): Promise<string> {
  const { text } = await poll(url, headers && { headers });
  return (JSON.parse(text.slice(1)) as { sid: string }).sid;
}

/** Writes as fast as the other side reads, until the connection is closed or time is up. Resolves to the bytes taken. */
export async function pour(socket: Socket, bytes: Buffer, ms: number): Promise<number> {
  const closed = new Promise((resolve) => socket.once('close', resolve));
  let isOver = false;
  const over = Promise.race([closed, delay(ms)]).then(() => {
    isOver = true;
  });
  while (!isOver) {
    if (!socket.write(bytes)) await Promise.race([once(socket, 'drain').catch(() => undefined), over]);
    await new Promise(setImmediate);
  }
  return socket.bytesWritten - socket.writableLength;
}
