interface Removable {
  readonly id: string;
}

/** What this file needs of a namespace beyond its public methods; pinned by keep-namespace.test.ts. */
interface NamespaceInternals {
  readonly _preConnectSockets: ReadonlyMap<string, unknown>;
  _remove(socket: Removable): void;
}

const kept = new WeakSet<object>();

/**
 * With `cleanupEmptyChildNamespaces`, Socket.IO closes a dynamic namespace when the last socket goes or is refused, even
 * while it asks about another: that one would end up in a namespace that nobody can publish to. From now on this
 * namespace stays until nobody waits to connect.
 */
export function keepWhileConnecting(namespace: object): void {
  if (kept.has(namespace)) return;
  kept.add(namespace);
  const internals = namespace as NamespaceInternals;
  const removeAndClose = internals._remove;
  const { _remove: removeOnly } = Object.getPrototypeOf(namespace) as NamespaceInternals;
  internals._remove = (socket) => {
    const others = [...internals._preConnectSockets.keys()].some((id) => id !== socket.id);
    (others ? removeOnly : removeAndClose).call(namespace, socket);
  };
}
