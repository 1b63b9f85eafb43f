/** C1 controls and DEL, line separators, and the marks that turn the direction of text: JSON leaves them as they are. */
const LEFT_BY_JSON = /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
/** A backslash that stands for itself, or the escape of a control character. */
const ESCAPES = /\\\\|\\u00[019][0-9a-f]|\\u008[0-9a-f]|\\u007f|\\u20[026][0-9a-f]/g;

/**
 * Escapes in a line of JSON every character that a terminal obeys. `twice` lets the escapes outlast a reader that decodes
 * the line and prints its texts.
 */
export function escapeControls(line: string, { twice }: { readonly twice: boolean }): string {
  const escaped = line.replace(LEFT_BY_JSON, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  if (!twice) return escaped;
  return escaped.replace(ESCAPES, (found) => (found === '\\\\' ? found : `\\${found}`));
}
