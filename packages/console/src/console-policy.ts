/** What the page may connect to: `'anywhere'`, `'self'` for the server that serves it, or origins. */
export type ConnectTo = 'anywhere' | 'self' | readonly string[];

/** The Content-Security-Policy of the page. Throws a TypeError for what is no origin. */
export function consolePolicy(connect: ConnectTo): string {
  return Object.entries({
    'default-src': "'self'",
    'script-src': "'self'",
    'style-src': "'self' 'unsafe-inline'",
    'img-src': "'self' data: blob:",
    'font-src': "'self' data:",
    'worker-src': "'self' blob:",
    'connect-src': ["'self'", ...sourcesOf(connect)].join(' '),
    'base-uri': "'self'",
    'form-action': "'self'",
    'object-src': "'none'",
    'frame-ancestors': "'none'",
  })
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ');
}

function sourcesOf(connect: ConnectTo): string[] {
  if (connect === 'self') return [];
  if (connect === 'anywhere') return ['http:', 'https:', 'ws:', 'wss:'];
  if (!Array.isArray(connect))
    throw new TypeError("serveConsole: connect is 'anywhere', 'self' or a list of origins.");
  return connect.flatMap((origin: unknown) => bothSchemes(origin));
}

const ORIGIN = /^(?:http|ws)(s?):\/\/((?:\*\.)?[^\s/;,'"?#@]+)\/?$/;

/** Socket.IO polls by HTTP and then goes over to WebSocket, and a browser asks about each. */
function bothSchemes(origin: unknown): string[] {
  const [, secure, host] = ORIGIN.exec(String(origin)) ?? [];
  if (host === undefined)
    throw new TypeError(
      `serveConsole: connect takes origins such as 'https://example.com:8443', and ${JSON.stringify(origin)} is none.`,
    );
  return [`http${secure}://${host}`, `ws${secure}://${host}`];
}
