import { SHARE } from '../../texts/share.ts';
import { ShareState } from './share-state.ts';

/** In characters. Many programs cut longer links without a message. */
export const MAX_LINK = 16_000;

const KEY = '#share=';
const VERSION = '1.';
const FORMAT = 'deflate-raw';

/** In bytes: more than any draft that a link can carry. Text that inflates to more is refused. */
const MAX_TEXT = 2 * 1024 * 1024;

export type DecodedLink =
  | { readonly ok: true; readonly state: ShareState }
  /** `reason` is a sentence for the person who opened it. */
  | { readonly ok: false; readonly reason: string };

/** The fragment that carries the state: `#share=1.` and its deflated JSON in base64url. */
export async function encodeShare(state: ShareState): Promise<string> {
  return `${KEY}${VERSION}${toBase64Url(await deflate(JSON.stringify(state)))}`;
}

/** Reads what is behind the `#` of an address; never throws. */
export async function decodeShare(fragment: string): Promise<DecodedLink> {
  if (!fragment.startsWith(KEY)) {
    return {
      ok: false,
      reason: SHARE.notOurs(shorten(fragment)),
    };
  }
  const content = fragment.slice(KEY.length);
  if (!content.startsWith(VERSION) && /^\d+\./.test(content)) {
    return { ok: false, reason: SHARE.newer };
  }
  try {
    const text = await inflate(fromBase64Url(content.slice(VERSION.length)));
    return { ok: true, state: ShareState.parse(JSON.parse(text)) };
  } catch {
    return { ok: false, reason: SHARE.broken };
  }
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

/** The bytes of a text, deflated. */
export async function deflate(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream(FORMAT));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Throws where the bytes are not deflated text, or too much of it. */
async function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  let size = 0;
  const limit = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform: (part, out) => {
      size += part.byteLength;
      if (size <= MAX_TEXT) out.enqueue(part);
      else out.error(new RangeError('The text is too long.'));
    },
  });
  const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(FORMAT));
  const text = await new Response(inflated.pipeThrough(limit)).arrayBuffer();
  return new TextDecoder('utf-8', { fatal: true }).decode(text);
}

/** Base64 that needs no escaping in an address: `-` and `_`, without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Throws where the text is no base64url. */
function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
