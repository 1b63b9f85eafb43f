/**
 * The path of the server, with a slash at its end: the folder that holds the console's own, so that the console finds it behind
 * every prefix. In development the console is at the root, and its own server leads to the other one.
 */
export function serverPathOf(page: string): string {
  return new URL('../', page).pathname;
}

/** Where there is no page, as in tests, the server is at the root. */
export const SERVER_PATH: string = serverPathOf(globalThis.document?.baseURI ?? 'http://localhost/');
