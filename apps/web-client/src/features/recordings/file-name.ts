/** A file's name that every system takes: `Two people talk!` becomes `two-people-talk` with the ending. */
export function fileName(name: string, ending: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return `${plain || 'recording'}${ending}`;
}
