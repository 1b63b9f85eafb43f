/** The parameters in a namespace's path: `{ room: string }` for `/room/:room`, none for a path without any. */
export type NamespaceParams<Path extends string> = { readonly [Name in ParamName<Path>]: string };

type ParamName<Path extends string> = Path extends `${infer Segment}/${infer Rest}`
  ? ParamName<Segment> | ParamName<Rest>
  : Path extends `:${infer Name}`
    ? Name
    : never;

export interface NamespacePattern<Params> {
  readonly path: string;
  /** Whether it has parameters, so that it stands for many namespaces. */
  readonly isDynamic: boolean;
  /**
   * The parameters in a namespace's name, or `undefined` if it is not one of these. Each is the text of one segment as it
   * came off the wire, 1-128 characters, nothing decoded: two names are never one namespace.
   */
  match(name: string): Params | undefined;
}

const MAX_PARAM = 128;
const SEGMENT = /^(?::[a-z]\w*|[^:?#,/*\s]+)$/i;

/**
 * Reads a namespace's path, in which `:name` stands for one segment.
 * Throws a TypeError if a segment is empty or no plain text, or a parameter has two places.
 */
export function namespacePattern<const Path extends string>(
  path: Path,
): NamespacePattern<NamespaceParams<Path>> {
  const [root, ...segments] = path.split('/');
  const names = segments.filter(isParam);
  const isSound = path === '/' || segments.every((segment) => SEGMENT.test(segment));
  if (root !== '' || segments.length === 0 || !isSound || new Set(names).size < names.length) {
    throw new TypeError(`"${path}" is no namespace: write it like "/", "/admin" or "/room/:room".`);
  }
  const match = (name: string): Record<string, string> | undefined => {
    const [start, ...parts] = name.split('/', segments.length + 2);
    if (start !== '' || parts.length !== segments.length) return undefined;
    const params: Record<string, string> = {};
    for (const [index, segment] of segments.entries()) {
      const part = parts[index] ?? '';
      if (!isParam(segment)) {
        if (part !== segment) return undefined;
      } else if (part === '' || part.length > MAX_PARAM) return undefined;
      else params[segment.slice(1)] = part;
    }
    return params;
  };
  return { path, isDynamic: names.length > 0, match: match as (name: string) => NamespaceParams<Path> };
}

function isParam(segment: string): boolean {
  return segment.startsWith(':');
}

interface Removable {
  readonly id: string;
}

/** What this file needs of a namespace beyond its public methods; pinned by namespaces.test.ts. */
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
