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
  url: {
    test: isOrigin,
    what: 'an origin such as https://example.com:8443, with the namespace in a field of its own',
  },
  path: { test: isPath, what: 'a path that begins with / and has no space, ?, # or comma' },
  namespace: { test: isPath, what: 'a namespace that begins with / and has no space, ?, # or comma' },
  name: { test: (name) => name.trim() !== '', what: 'a name' },
};

/** The target as the page reads it: a meta element. Throws a TypeError for a field that is unknown or wrong. */
export function targetElement(target: ConsoleTarget): string {
  if (Object(target) !== target)
    throw new TypeError('serveConsole: target must be an object such as { url, path, namespace, name }.');
  for (const [field, value] of Object.entries(target)) {
    if (!Object.hasOwn(CHECKS, field))
      throw new TypeError(`serveConsole: target has no field ${JSON.stringify(field)}.`);
    const { test, what } = CHECKS[field as keyof ConsoleTarget];
    if (value !== undefined && !(typeof value === 'string' && test(value)))
      throw new TypeError(`serveConsole: target.${field} must be ${what}, not ${JSON.stringify(value)}.`);
  }
  return `<meta name="switchboard-target" content="${escapeHtml(JSON.stringify(target))}">`;
}

/** Whether a browser takes it, and the page: `readAddress` of the web client has the same rules, for what people type. */
export function isOrigin(text: string): boolean {
  if (!/^(?:http|ws)s?:\/\/[^\s\p{Cc}/\\?#@]+\/?$/iu.test(text) || !URL.canParse(text)) return false;
  const { hostname, port } = new URL(text);
  return /^(?:[\w.-]+|\[[\da-f:.]+\])$/i.test(hostname) && port !== '0';
}

/** Whether the page takes it: `PATH` of the web client. */
function isPath(text: string): boolean {
  return /^\/[^\s?#,]*$/.test(text);
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
