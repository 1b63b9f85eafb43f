import type { AnyNamespace, AnySocket, NamespaceInternals } from './socket-io.ts';

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
  const [root, ...segments] = String(path).split('/');
  const names = segments.filter(isParam);
  const isSound = path === '/' || segments.every((segment) => SEGMENT.test(segment));
  if (
    typeof path !== 'string' ||
    root !== '' ||
    segments.length === 0 ||
    !isSound ||
    new Set(names).size < names.length
  ) {
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

/** The namespaces that routers have, by server. */
const claimed = new WeakMap<object, { readonly path: string }[]>();

/**
 * Notes that a router has these namespaces of the server. Throws a TypeError if one has some of them already: each call would run
 * twice, or the second router would get none.
 */
export function claimNamespace(server: object, { path }: { readonly path: string }): void {
  const others = claimed.get(server) ?? [];
  const other = others.find((one) => overlap(one.path, path));
  if (other) {
    throw new TypeError(
      `The namespace "${path}" has a router already, attached to "${other.path}": give one router the events of both contracts, or another namespace to this one.`,
    );
  }
  claimed.set(server, [...others, { path }]);
}

/** Whether a namespace can fit both paths. */
function overlap(one: string, other: string): boolean {
  const [segments, others] = [one.split('/'), other.split('/')];
  const fits = (segment: string, index: number): boolean => {
    const against = others[index] ?? '';
    return (
      segment === against || (isParam(segment) && against !== '') || (isParam(against) && segment !== '')
    );
  };
  return segments.length === others.length && segments.every(fits);
}

const connecting = new WeakMap<object, Set<object>>();

/**
 * With `cleanupEmptyChildNamespaces`, Socket.IO closes a dynamic namespace when the last socket goes or is refused, even
 * while it asks about another: that one would end up in a namespace that nobody can publish to. From now on this socket's
 * namespace stays until the returned function is called, or the socket is gone.
 */
export function keepWhileConnecting(socket: AnySocket): () => void {
  const sockets = connecting.get(socket.nsp) ?? countConnecting(socket.nsp);
  sockets.add(socket);
  return () => void sockets.delete(socket);
}

function countConnecting(namespace: AnyNamespace): Set<object> {
  const sockets = new Set<object>();
  connecting.set(namespace, sockets);
  const internals = namespace as NamespaceInternals;
  const removeAndClose = internals._remove;
  const { _remove: removeOnly } = Object.getPrototypeOf(namespace) as NamespaceInternals;
  if (!removeAndClose || !removeOnly) {
    process.emitWarning(
      'This version of socket.io may close a dynamic namespace while a client is admitted to it.',
    );
    return sockets;
  }
  internals._remove = (socket) => {
    sockets.delete(socket);
    (sockets.size > 0 ? removeOnly : removeAndClose).call(namespace, socket);
  };
  return sockets;
}
