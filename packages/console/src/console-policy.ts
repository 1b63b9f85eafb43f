import { isOrigin } from './console-target.ts';

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

/** Socket.IO polls by HTTP and then goes over to WebSocket, and a browser asks about each. */
function bothSchemes(origin: unknown): string[] {
  const text = String(origin);
  // A policy may name all hosts below one.
  if (!isOrigin(text.replace('://*.', '://')))
    throw new TypeError(
      `serveConsole: connect takes origins such as 'https://example.com:8443', and ${JSON.stringify(origin)} is none.`,
    );
  const { protocol, host } = new URL(text);
  const secure = protocol === 'https:' || protocol === 'wss:' ? 's' : '';
  return [`http${secure}://${host}`, `ws${secure}://${host}`];
}
