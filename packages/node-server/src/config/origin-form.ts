/** Schemes of the web, each with the one that means the same server: WebSocket clients write `wss` where browsers write `https`. */
const TWINS: Readonly<Record<string, string>> = { http: 'http', ws: 'http', https: 'https', wss: 'https' };

/** What no host has. `*` would be taken for a wildcard, which an origin has not. */
const NO_HOST = /[\s/\\?#@,*]/;

/**
 * An origin in the form in which the same origins are the same text: in lower case, without the port that its scheme has
 * anyway, a dot or a slash at its end, and with `http` and `https` for `ws` and `wss`. Any scheme has an origin here, such as
 * `capacitor://localhost`; `null` is that of pages without one. `undefined` where the text is no origin.
 */
export function originForm(text: string): string | undefined {
  if (text === 'null') return text;
  const [, scheme = '', host = ''] = /^([a-z][a-z0-9+.-]*):\/\/([^/]*)\/?$/i.exec(text)?.map(lowerCase) ?? [];
  if (scheme === '' || NO_HOST.test(host)) return undefined;
  const twin = Object.hasOwn(TWINS, scheme) ? TWINS[scheme] : undefined;
  if (twin === undefined) return `${scheme}://${host}`;
  const url = `${twin}://${host}`;
  if (!URL.canParse(url)) return undefined;
  const { hostname, port } = new URL(url);
  return `${twin}://${hostname.replace(/\.$/, '')}${port && `:${port}`}`;
}

/** What is wrong with a text in a list of origins, to follow its name; `undefined` for an origin. */
export function originProblem(text: string): string | undefined {
  if (originForm(text) !== undefined) return undefined;
  const [, origin = ''] = /^([^/]*:\/\/[^/]*)\/./.exec(text) ?? [];
  if (originForm(origin) !== undefined) {
    return `must be a list of origins, which have no path: write ${origin}, not "${text}"`;
  }
  if (text.includes('://') && text.includes('*')) {
    return `must be a list of origins without wildcards: write each one in full, not "${text}"`;
  }
  return `must be a list of origins such as https://example.com, not "${text}"`;
}

function lowerCase(text: string): string {
  return text.toLowerCase();
}
