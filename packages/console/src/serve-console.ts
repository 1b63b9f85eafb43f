import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import serveStatic from 'serve-static';
import { type ConnectTo, consolePolicy } from './console-policy.ts';
import { type ConsoleTarget, targetElement } from './console-target.ts';

export interface ServeConsoleOptions {
  /** Where the first client connects to. The page can change it. @default the server that serves the page */
  readonly target?: ConsoleTarget;
  /**
   * What the page may connect to, as its Content-Security-Policy says: any server, only the one that serves it, or these
   * origins beside it. @default 'anywhere'
   */
  readonly connect?: ConnectTo;
}

/** A handler of Express, Connect, or anything else that cuts the path where it is mounted off `request.url`. */
export type ConsoleHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void;

const PAGE = fileURLToPath(new URL('../page', import.meta.url));

/**
 * Serves the web console: `app.use('/console', serveConsole())`. It answers GET and HEAD for its own files and leaves all
 * other requests to the next handler. Its Content-Security-Policy replaces one that was set before, for these files only.
 * Everybody who reaches the path can use the console: put your own access control before it where that matters.
 *
 * @throws TypeError for an option that is wrong.
 */
export function serveConsole(options: ServeConsoleOptions = {}): ConsoleHandler {
  return serveFolder(PAGE, options);
}

/** The same for the console that was built into `folder`. */
export function serveFolder(
  folder: string,
  { target = {}, connect = 'anywhere' }: ServeConsoleOptions,
): ConsoleHandler {
  const index = join(folder, 'index.html');
  if (!existsSync(index))
    throw new Error(`serveConsole: ${index} is missing; build the package with \`pnpm build\`.`);
  const element = targetElement(target);
  // A function, as a `$` in a text would stand for parts of the page.
  const html = readFileSync(index, 'utf8').replace('</head>', () => `${element}</head>`);
  const policy = consolePolicy(connect);
  const protect = (response: ServerResponse): void => {
    response.setHeader('Content-Security-Policy', policy);
    response.setHeader('X-Content-Type-Options', 'nosniff');
  };
  const serveFile = serveStatic(folder, {
    index: false,
    redirect: false,
    setHeaders: (response, path) => {
      protect(response);
      // Their names change with their content.
      if (path.startsWith(join(folder, 'assets')))
        response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
    },
  });
  return (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    const { path, folderPath } = pathsOf(request);
    if (folderPath !== undefined) {
      response.writeHead(301, { Location: folderPath }).end();
    } else if (path === '/' || path === '/index.html') {
      protect(response);
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.setHeader('Cache-Control', 'no-cache');
      response.end(html);
    } else serveFile(request as Parameters<typeof serveFile>[0], response, next);
  };
}

/**
 * Of a request for `/console`, `folderPath` is where the page is: its links are relative and need the slash. It is relative,
 * too, as a proxy may have cut off what stands before it.
 */
function pathsOf(request: IncomingMessage & { readonly originalUrl?: string }): {
  readonly path: string;
  readonly folderPath?: string;
} {
  const [path = '/'] = (request.url ?? '/').split('?');
  const [original = '/', query] = (request.originalUrl ?? request.url ?? '/').split(/\?(.*)/s);
  if (path !== '/' || original.endsWith('/')) return { path };
  const name = original.slice(original.lastIndexOf('/') + 1);
  return { path, folderPath: `./${name}/${query === undefined ? '' : `?${query}`}` };
}
