import type { Frame } from './frame.ts';

/** What socket.io-parser does not take as an event's name. */
const RESERVED: ReadonlySet<unknown> = new Set([
  'connect',
  'connect_error',
  'disconnect',
  'disconnecting',
  'newListener',
  'removeListener',
]);

const CALL = /^4(2|5\d+-)(?:\/,)?\d{1,15}(?=\[|$)/;
const ANSWER = /^4(?:3|6\d+-)(?:\/,)?(\d+)\[/;
const CODE = /"ok":(?:(true)|false,"error":\{"code":"([A-Z_]+)")/;

/**
 * The frame with another ack id if it is a well-formed call, one that Socket.IO must hand to the server's listeners
 * (with the attachments that follow it) and the server must answer; otherwise `undefined`.
 */
export function renumberCall(frame: Frame, id: number): Frame | undefined {
  if (typeof frame === 'string') return renumberText(frame, id);
  if (!('fragments' in frame)) return undefined;
  const text = renumberText(frame.fragments.join(''), id);
  return text === undefined ? undefined : { fragments: slice(text, frame.fragments) };
}

function renumberText(text: string, id: number): string | undefined {
  const match = CALL.exec(text);
  if (!match) return undefined;
  const data = text.slice(match[0].length);
  return data === '' || isEvent(data) ? `4${match[1]}${id}${data}` : undefined;
}

/** Cuts the text into parts as long as the given ones; the last takes what is left. */
function slice(text: string, lengths: readonly string[]): string[] {
  let start = 0;
  return lengths.map((part, index) => {
    const end = index === lengths.length - 1 ? text.length : start + part.length;
    const piece = text.slice(start, end);
    start = end;
    return piece;
  });
}

/** The ack id and the code (`OK` or an error's) of a frame that answers a call. */
export function readAnswer(text: string): { readonly id: number; readonly code: string } | undefined {
  const match = ANSWER.exec(text);
  if (!match) return undefined;
  const [, ok, code = 'unreadable'] = CODE.exec(text.slice(0, 400)) ?? [];
  return { id: Number(match[1]), code: ok ? 'OK' : code };
}

/** Whether the frame takes the socket out of the namespace, so that calls in flight are nobody's any more. */
export function isLeave(frame: Frame): boolean {
  return typeof frame === 'string' && frame.startsWith('41');
}

function isEvent(data: string): boolean {
  try {
    const value: unknown = JSON.parse(data);
    if (!Array.isArray(value)) return false;
    const [name] = value as unknown[];
    return typeof name === 'number' || (typeof name === 'string' && !RESERVED.has(name));
  } catch {
    return false;
  }
}
