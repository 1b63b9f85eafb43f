export interface Address {
  /** With the scheme, unless it is the usual one, https. */
  readonly host: string;
  /** Socket.IO takes the path of a URL for the namespace. */
  readonly namespace: string;
}

/** The two parts of a client's URL; one that is no URL is all host. */
export function splitAddress(url: string): Address {
  if (!URL.canParse(url)) return { host: url, namespace: '/' };
  const { protocol, host, pathname } = new URL(url);
  return { host: protocol === 'https:' ? host : `${protocol}//${host}`, namespace: pathname || '/' };
}
