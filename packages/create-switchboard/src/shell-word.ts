/** The text as one word of a shell, quoted where it must be. */
export function shellWord(text: string): string {
  if (/^[\w./\\:@+,][\w./\\:@+,-]*$/.test(text)) return text;
  return process.platform === 'win32' ? `"${text}"` : `'${text.replaceAll("'", "'\\''")}'`;
}
