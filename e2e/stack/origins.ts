/** `ALLOWED_ORIGINS` of a server that is tried with these origins. */
export const LISTED = 'https://listed.example,capacitor://localhost,IONIC://app/';

export interface TriedOrigin {
  /** `null` stands for no such header. */
  readonly origin: string | null;
  readonly isIn: boolean;
}

/** What a client may say in its Origin header to a server at this URL, in every way that somebody may write it. */
export function originsAt(url: string): TriedOrigin[] {
  const { host, port } = new URL(url);
  const own = [
    null,
    `https://${host}`,
    `wss://${host}`,
    `http://${host}`,
    `ws://${host}`,
    `HTTPS://${host.toUpperCase()}`,
    `Wss://LocalHost:${port}`,
  ];
  const listed = [
    'https://listed.example',
    'https://listed.example:443',
    'wss://LISTED.example',
    'capacitor://localhost',
    'Capacitor://LOCALHOST',
    'ionic://app',
  ];
  const foreign = [
    'https://evil.example',
    'wss://evil.example',
    'https://localhost',
    `https://${host}.evil.example`,
    `https://evil.example:${port}`,
    'https://listed.example:8443',
    'https://sub.listed.example',
    'capacitor://elsewhere',
    'file://',
    'null',
    'nonsense',
  ];
  return [
    ...[...own, ...listed].map((origin) => ({ origin, isIn: true })),
    ...foreign.map((origin) => ({ origin, isIn: false })),
  ];
}
