import type { ConnectError } from '../socket/explain.ts';

/**
 * Says that the URL has the wrong scheme, where what Node or the server said of the failed attempt shows it; `undefined`
 * where it does not.
 */
export function explainScheme(error: ConnectError, url: string): string | undefined {
  const { message } = (error.description ?? {}) as { readonly message?: unknown };
  const { responseText } = (error.context ?? {}) as { readonly responseText?: unknown };
  // By polling Node puts its error where the answer would be.
  const said = `${String(message)} ${String(responseText)}`;
  if (isPlain(url) && /socket hang up|ECONNRESET|HTTPS (?:port|server)/i.test(said)) {
    return `${url} closed the connection without an answer: if the server speaks HTTPS, write https:// in the URL.`;
  }
  if (!isPlain(url) && /EPROTO|wrong version number|packet length too long/i.test(said)) {
    return `${url} does not speak TLS: write http:// in the URL, or give the server a certificate.`;
  }
  return undefined;
}

/** The other scheme, as browsers do not say that it is the reason. */
export function adviseScheme(url: string): string {
  return isPlain(url)
    ? 'If it speaks HTTPS, write https:// in the URL.'
    : 'If it speaks plain HTTP, write http:// in the URL.';
}

/** Whether a URL is one without TLS. */
export function isPlain(url: string): boolean {
  return /^(?:http|ws):\/\//i.test(url);
}
