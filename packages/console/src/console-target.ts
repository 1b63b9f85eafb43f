/** Where the first client of the console connects to. */
export interface ConsoleTarget {
  /** The server's origin, such as `https://example.com:8443`. @default the server that serves the page */
  readonly url?: string;
  /** The path of Socket.IO. @default '/socket.io/' */
  readonly path?: string;
  /** @default '/' */
  readonly namespace?: string;
  /** The name of the client. @default the console's own choice */
  readonly name?: string;
}

const CHECKS: Readonly<Record<keyof ConsoleTarget, { test: (text: string) => boolean; what: string }>> = {
  url: { test: isServerUrl, what: 'a URL that begins with http://, https://, ws:// or wss://' },
  path: { test: (path) => path.startsWith('/'), what: 'a path that begins with /' },
  namespace: { test: (namespace) => namespace.startsWith('/'), what: 'a namespace that begins with /' },
  name: { test: (name) => name.trim() !== '', what: 'a name' },
};

/** The target as the page reads it: a meta element. Throws a TypeError for a field that is unknown or wrong. */
export function targetElement(target: ConsoleTarget): string {
  for (const [field, value] of Object.entries(target)) {
    if (!Object.hasOwn(CHECKS, field))
      throw new TypeError(`serveConsole: target has no field ${JSON.stringify(field)}.`);
    const { test, what } = CHECKS[field as keyof ConsoleTarget];
    if (value !== undefined && !(typeof value === 'string' && test(value)))
      throw new TypeError(`serveConsole: target.${field} must be ${what}, not ${JSON.stringify(value)}.`);
  }
  return `<meta name="switchboard-target" content="${escapeHtml(JSON.stringify(target))}">`;
}

function isServerUrl(text: string): boolean {
  return URL.canParse(text) && /^(?:http|ws)s?:$/.test(new URL(text).protocol);
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
