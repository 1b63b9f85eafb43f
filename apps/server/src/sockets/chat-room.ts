const PREFIX = 'room:';

/** Socket.IO's room of a chat room; the prefix keeps names that people choose apart from socket ids. */
export function chatRoom(name: string): string {
  return `${PREFIX}${name}`;
}

/** The chat rooms among Socket.IO's rooms, by their own names. */
export function chatRoomsIn(keys: Iterable<string>): string[] {
  return [...keys].filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length));
}
