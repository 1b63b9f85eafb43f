/** The kinds of frames of WebSocket. */
export const [CONTINUATION, TEXT, PING, PONG] = [0, 1, 9, 10];

/** A frame as a client sends it, masked with a mask that changes nothing. */
export function frame(opcode: number, text = '', isLast = true): Buffer {
  const payload = Buffer.from(text);
  const size = payload.length;
  const head = Buffer.alloc(size < 126 ? 6 : size < 65_536 ? 8 : 14);
  head[0] = (isLast ? 0x80 : 0) | opcode;
  head[1] = 0x80 | (size < 126 ? size : size < 65_536 ? 126 : 127);
  if (size >= 65_536) head.writeBigUInt64BE(BigInt(size), 2);
  else if (size >= 126) head.writeUInt16BE(size, 2);
  return Buffer.concat([head, payload]);
}

/** So many of the same, in one piece. */
export function many(count: number, bytes: Buffer): Buffer {
  return Buffer.concat(Array.from({ length: count }, () => bytes));
}
