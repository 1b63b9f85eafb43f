/**
 * One message as a client puts it on the wire: text, binary, text whose bytes need not be UTF-8, or text in fragments.
 * Over polling it is one packet of a body, where binary becomes base64 and fragments become one.
 */
export type Frame =
  | string
  | { readonly binary: Uint8Array }
  | { readonly rawText: Uint8Array }
  | { readonly fragments: readonly string[] };

const SHOWN = 400;

/** The frame in one printable line, cut to its first 400 characters. */
export function readable(frame: Frame): string {
  if (typeof frame === 'string') return quote(frame);
  if ('binary' in frame) return `binary ${hex(frame.binary)}`;
  if ('rawText' in frame) return `text of bytes ${hex(frame.rawText)}`;
  return `fragments ${frame.fragments.map(quote).join(' + ')}`;
}

function quote(text: string): string {
  // Beyond JSON's own escapes, so that the line is plain ASCII and can be pasted into the corpus.
  const escaped = JSON.stringify(text.slice(0, SHOWN)).replace(
    /[^ -~]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
  return text.length > SHOWN ? `${escaped} and ${text.length - SHOWN} more` : escaped;
}

function hex(bytes: Uint8Array): string {
  const shown = Buffer.from(bytes.subarray(0, SHOWN / 2)).toString('hex');
  return bytes.length > SHOWN / 2 ? `${shown} and ${bytes.length - SHOWN / 2} more` : shown;
}
