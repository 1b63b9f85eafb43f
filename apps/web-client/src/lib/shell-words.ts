/** The words of a shell command with their quotes resolved; variables stay as they are. Throws a SyntaxError if a quote has no end. */
export function shellWords(command: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(command) ?? undefined;
    at += found?.[0].length ?? 0;
    return found;
  };
  while (at < command.length) {
    if (take(/\\\r?\n/y)) continue;
    if (take(/\s+/y)) {
      if (word !== undefined) words.push(word);
      word = undefined;
      continue;
    }
    const found = quoted(take);
    if (found !== undefined) {
      word = (word ?? '') + found;
      continue;
    }
    const plain = take(/\\([\s\S])|[^\s'"\\]/y);
    if (!plain) throw new SyntaxError('A quote of the command has no end.');
    word = (word ?? '') + (plain[1] ?? plain[0]);
  }
  return word === undefined ? words : [...words, word];
}

/** The quoted text that comes next, if one does. */
function quoted(take: (pattern: RegExp) => RegExpExecArray | undefined): string | undefined {
  const ansi = take(/\$'((?:[^'\\]|\\[\s\S])*)'/y)?.[1];
  if (ansi !== undefined) return unescapeAnsi(ansi);
  const single = take(/'([^']*)'/y)?.[1];
  if (single !== undefined) return single;
  const double = take(/"((?:[^"\\]|\\[\s\S])*)"/y)?.[1];
  return double === undefined ? undefined : unescapeDouble(double);
}

function unescapeDouble(text: string): string {
  return text.replace(/\\(\r?\n|[$`"\\])/g, (_, character: string) =>
    character.endsWith('\n') ? '' : character,
  );
}

const ANSI: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\x07',
};

/** What stands between `$'` and `'`, as browsers write it in their own "Copy as cURL". */
function unescapeAnsi(text: string): string {
  return text.replace(
    /\\(?:u([0-9a-f]{4})|x([0-9a-f]{2})|([\s\S]))/gi,
    (_, wide, byte, character: string) => {
      const code = (wide ?? byte) as string | undefined;
      return code === undefined
        ? (ANSI[character] ?? character)
        : String.fromCharCode(Number.parseInt(code, 16));
    },
  );
}
