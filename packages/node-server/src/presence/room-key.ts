const PREFIX = 'room:';

/** Socket.IO's room of a room of the application; the prefix keeps names that people choose apart from socket ids. */
export function roomKey(name: string): string {
  return `${PREFIX}${name}`;
}

/** The application's rooms among Socket.IO's, by their own names. */
export function roomsIn(keys: Iterable<string>): string[] {
  return [...keys].filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length));
}
