import { fromBase64Url, toBase64Url } from './base64-url.ts';
import { deflate, inflate } from './deflate.ts';
import { ShareState } from './share-state.ts';

/** Programs that pass links on cut longer ones, without a word. */
export const MAX_LINK = 16_000;

const KEY = '#share=';
const VERSION = '1.';

export type DecodedLink =
  | { readonly ok: true; readonly state: ShareState }
  /** `reason` is a sentence for the one who opened it. */
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
      reason: `“${shorten(fragment)}” at the end of the address is no link of this console.`,
    };
  }
  const content = fragment.slice(KEY.length);
  if (!content.startsWith(VERSION) && /^\d+\./.test(content)) {
    return { ok: false, reason: 'This link was made by a newer console: update this one to open it.' };
  }
  try {
    const text = await inflate(fromBase64Url(content.slice(VERSION.length)));
    return { ok: true, state: ShareState.parse(JSON.parse(text)) };
  } catch {
    const reason = 'This link is broken: a part is missing or was changed on its way. Ask for it again.';
    return { ok: false, reason };
  }
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
