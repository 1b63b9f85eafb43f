/** Names that no socket may emit. Source: https://socket.io/docs/v4/emit-cheatsheet/#reserved-events */
const RESERVED: ReadonlySet<string> = new Set([
  'connect',
  'connect_error',
  'disconnect',
  'disconnecting',
  'newListener',
  'removeListener',
]);

/** Why no event of this name can be sent, in words; `undefined` if one can. */
export function refusalOfName(event: string): string | undefined {
  return RESERVED.has(event)
    ? `Socket.IO keeps the name "${event}" for itself: send another event.`
    : undefined;
}
