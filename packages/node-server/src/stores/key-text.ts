/**
 * A text off the wire as a key in a store that keeps UTF-8, where all lone surrogates are one character. Different texts give
 * different keys; one without a backslash or a lone surrogate is its own key.
 */
export function keyText(text: string): string {
  return text.replace(/[\\\p{Cs}]/gu, (character) => JSON.stringify(character).slice(1, -1));
}
