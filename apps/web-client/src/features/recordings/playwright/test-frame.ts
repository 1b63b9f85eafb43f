import { printComment, printText } from './print-value.ts';

export interface TestFrame {
  readonly title: string;
  readonly url: string;
  readonly body: readonly string[];
  readonly helpers: ReadonlySet<'text' | 'part'>;
  /** Whether there are clients with the contract, and clients without one. */
  readonly hasTyped: boolean;
  readonly hasRaw: boolean;
  /** Whether names are made unique. */
  readonly hasNames: boolean;
  /** Whether what breaks the contract is let pass, because it did so in the recording. */
  readonly reportsOnly: boolean;
  /** How long all calls took together, in milliseconds. */
  readonly duration: number;
}

/** How long a test may take by Playwright's own default is 30 s; beyond a third of it we ask for more. */
const LONG = 10_000;

/** The whole file around the lines of the test. */
export function writeFrame(frame: TestFrame): string {
  const { title, url, body, helpers, hasTyped, hasRaw, hasNames, reportsOnly, duration } = frame;
  const slow = duration > LONG ? [`test.setTimeout(${Math.ceil(duration) + 30_000});`] : [];
  const lines = [...slow, ...body].map((line) => (line === '' ? '' : `  ${line}`));
  const parts = [
    [
      "import { expect, test } from '@playwright/test';",
      hasTyped && TYPED_IMPORTS,
      hasRaw && "import { io, type ManagerOptions, type SocketOptions } from 'socket.io-client';",
    ]
      .filter(Boolean)
      .join('\n'),
    `// Exported from the recording "${printComment(title)}". SWITCHBOARD_URL names another server.\n// biome-ignore lint/style/noProcessEnv: an exported test stands alone, without a configuration beside it.\nconst url = process.env.SWITCHBOARD_URL ?? ${printText(url)};`,
    `test(${printText(title)}, async () => {\n${lines.join('\n')}\n});`,
    CLOSE,
    ...(hasTyped ? [connectHelper(reportsOnly)] : []),
    ...(hasRaw ? [CONNECT_RAW] : []),
    ...(hasNames ? [UNIQUE] : []),
    ...(helpers.has('text') ? [TEXT] : []),
    ...(helpers.size > 0 ? [PART] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

const TYPED_IMPORTS = `import { type ClientOptions, createClient } from '@switchboard/client';
import { contract } from '@switchboard/events';`;

const CLOSE = `const open: { disconnect(): unknown }[] = [];

test.afterEach(() => {
  for (const client of open.splice(0)) client.disconnect();
});`;

function connectHelper(reportsOnly: boolean): string {
  const validation = reportsOnly
    ? "\n    // What broke the contract in the recording is compared as it came.\n    validation: { replies: 'report', events: 'report' },"
    : '';
  return `type Options = ClientOptions['socketOptions'] & Pick<ClientOptions, 'auth'>;

/** A client, with ways to wait for its connection and for what the server sends to it. */
function connect(name: string, target = url, { auth = {}, ...socketOptions }: Options = {}) {
  const client = createClient(contract, target, {
    autoConnect: false,
    auth,${validation}
    // The certificate of a server on this machine is its own.
    socketOptions: { rejectUnauthorized: new URL(url).hostname !== 'localhost', ...socketOptions },
  });
  open.push(client);
  const heard: { event: string; payload: unknown }[] = [];
  client.observe((traffic) => {
    if (traffic.kind === 'event') heard.push({ event: traffic.event, payload: traffic.payload });
  });
  return {
    client,
    async connected(): Promise<void> {
      client.connect();
      await expect.poll(() => client.state, \`\${name} connects\`).toMatchObject({ status: 'connected' });
    },
    /** Waits for an event like this one and takes it away, so that each counts once. */
    async hears(event: string, payload?: unknown): Promise<unknown> {
      const wanted = expect.objectContaining(payload === undefined ? { event } : { event, payload });
      await expect.poll(() => heard, \`\${name} hears \${event}\`).toContainEqual(wanted);
      const place = heard.findIndex((one) => wanted.asymmetricMatch(one));
      return heard.splice(place, 1)[0]?.payload;
    },
  };
}`;
}

const CONNECT_RAW = `/** A plain client of Socket.IO, with ways to wait for its connection, for acknowledgements and for events. */
function connectRaw(name: string, target = url, options: Partial<ManagerOptions & SocketOptions> = {}) {
  const client = io(target, {
    autoConnect: false,
    forceNew: true,
    // The certificate of a server on this machine is its own.
    rejectUnauthorized: new URL(url).hostname !== 'localhost',
    ...options,
  });
  open.push(client);
  const heard: { event: string; args: unknown[] }[] = [];
  client.onAny((event: string, ...args: unknown[]) => heard.push({ event, args }));
  return {
    client,
    async connected(): Promise<void> {
      client.connect();
      await expect.poll(() => client.connected, \`\${name} connects\`).toBe(true);
    },
    /** Resolves to all arguments of the acknowledgement. */
    call(event: string, args: unknown[], timeout = 10_000): Promise<unknown[]> {
      return new Promise((resolve, reject) => {
        client.timeout(timeout).emit(event, ...args, (error: Error | null, ...answer: unknown[]) => {
          if (error) reject(error);
          else resolve(answer);
        });
      });
    },
    /** Waits for an event like this one and takes it away, so that each counts once. */
    async hears(event: string, args: unknown[]): Promise<unknown[]> {
      const wanted = expect.objectContaining({ event, args });
      await expect.poll(() => heard, \`\${name} hears \${event}\`).toContainEqual(wanted);
      const place = heard.findIndex((one) => wanted.asymmetricMatch(one));
      return heard.splice(place, 1)[0]?.args ?? [];
    },
  };
}`;

const UNIQUE = `/** A name that nobody has taken on the server, no longer than 32 characters. */
function unique(name: string): string {
  return \`\${name.slice(0, 27)}-\${Math.random().toString(36).slice(2, 6)}\`;
}`;

const TEXT = `/** The text at a path of what the server gave. */
function text(value: unknown, ...path: (string | number)[]): string {
  const found = part(value, ...path);
  if (typeof found !== 'string') throw new Error(\`There is no text at \${path.join('.')}.\`);
  return found;
}`;

const PART = `/** What stands at a path of what the server gave. */
function part(value: unknown, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}`;
