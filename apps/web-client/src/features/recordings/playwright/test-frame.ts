import type { ContractSource } from '../../../contract/contracts.ts';
import { printText } from '../../../lib/code-literal.ts';

export interface TestFrame {
  readonly title: string;
  readonly url: string;
  readonly body: readonly string[];
  /** The contracts that clients speak. */
  readonly contracts: readonly ContractSource[];
  /** Whether there are clients without a contract. */
  readonly hasRaw: boolean;
  /** Whether names are made unique. */
  readonly hasNames: boolean;
  /** Whether parts are read out of what the server gave. */
  readonly hasParts: boolean;
  /** Whether there are places that are not checked. */
  readonly hasIgnored: boolean;
  /** How long all calls took together, in milliseconds. */
  readonly duration: number;
}

/** How long a test may take by Playwright's own default is 30 s; beyond a third of it we ask for more. */
const LONG = 10_000;

/** The whole file around the lines of the test. */
export function writeFrame(frame: TestFrame): string {
  const { title, url, body, contracts, hasRaw, hasNames, hasParts, hasIgnored, duration } = frame;
  const slow = duration > LONG ? [`test.setTimeout(${Math.ceil(duration) + 30_000});`] : [];
  const lines = [...slow, ...body].map((line) => (line === '' ? '' : `  ${line}`));
  const hasContract = contracts.length > 0;
  const packages = [
    '@playwright/test',
    ...(hasContract ? ['@switchboard/client', ...new Set(contracts.map(({ module }) => module))] : []),
    ...(hasRaw ? ['socket.io-client'] : []),
  ];
  const hasSecrets = body.some((line) => line.includes('process.env.RECORDED_SECRET_'));
  const secrets = hasSecrets
    ? '\n// RECORDED_SECRET_1 and so on are secrets that the recording does not have: set them, too.'
    : '';
  const imports = [
    "import { expect, test } from '@playwright/test';",
    ...(hasContract ? [CONTRACT_IMPORT] : []),
    ...new Set(contracts.map(({ module, name }) => `import { ${name} } from ${printText(module)};`)),
    ...(hasRaw ? ["import { io, type ManagerOptions, type SocketOptions } from 'socket.io-client';"] : []),
  ];
  const parts = [
    imports.join('\n'),
    `// Exported from the recording "${printComment(title)}". Run it with Playwright: npx playwright test
// It needs the packages ${packages.join(', ')}. SWITCHBOARD_URL names another server.${secrets}
// biome-ignore lint/style/noProcessEnv: an exported test stands alone, without a configuration beside it.
const url = process.env.SWITCHBOARD_URL ?? ${printText(url)};
// The certificate of a server on this machine is its own.
const rejectUnauthorized = new URL(url).hostname !== 'localhost';`,
    `test(${printText(title)}, async () => {\n${lines.join('\n')}\n});`,
    TRACK,
    ...(hasContract ? [CONNECT] : []),
    ...(hasRaw ? [CONNECT_RAW] : []),
    ...(hasNames ? [UNIQUE] : []),
    ...(hasParts ? [PART] : []),
    ...(hasIgnored ? [IGNORED] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** Any text as what may follow `//`. */
export function printComment(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\u2028\u2029]+/gu, ' ').trim();
}

const CONTRACT_IMPORT =
  "import { type CallOptions, type ClientOptions, createClient } from '@switchboard/client';";

const TRACK = `const open: { disconnect(): unknown }[] = [];

test.afterEach(() => {
  for (const client of open.splice(0)) client.disconnect();
});

/** Keeps what the server sends to a client. \`isConnected\` gives anything but true until it is connected. */
function track(name: string, client: { connect(): unknown; disconnect(): unknown }, isConnected: () => unknown) {
  open.push(client);
  const heard: { event: string; args: unknown[] }[] = [];
  return {
    add: (event: string, args: unknown[]) => heard.push({ event, args }),
    async connected(): Promise<void> {
      client.connect();
      await expect.poll(isConnected, \`\${name} connects\`).toBe(true);
    },
    /** Waits for an event like this one and takes it away, so that each counts once. Resolves to its arguments. */
    async hears(event: string, args: unknown = []): Promise<unknown[]> {
      const wanted = expect.objectContaining({ event, args });
      await expect.poll(() => heard, \`\${name} hears \${event}\`).toContainEqual(wanted);
      const place = heard.findIndex((one) => wanted.asymmetricMatch(one));
      return heard.splice(place, 1)[0]?.args ?? [];
    },
  };
}`;

const CONNECT = `type Contract = Parameters<typeof createClient>[0];
type Options = ClientOptions['socketOptions'] & Pick<ClientOptions, 'auth'>;

/** A client with a contract. What it sends and what comes is not checked, but compared with the recording. */
function connect(name: string, contract: Contract, target = url, { auth = {}, ...socketOptions }: Options = {}) {
  const client = createClient(contract, target, {
    autoConnect: false,
    auth,
    validation: { replies: 'report', events: 'report' },
    socketOptions: { rejectUnauthorized, ...socketOptions },
  });
  const tracked = track(name, client, () => client.state.status === 'connected' || client.state);
  client.observe((traffic) => {
    if (traffic.kind !== 'event') return;
    const { event, payload } = traffic;
    tracked.add(event, payload === null || payload === undefined ? [] : [payload]);
  });
  return {
    client,
    ...tracked,
    call: (event: string, [payload]: unknown[] = [], options?: CallOptions) =>
      client.callUnchecked(event, payload, options),
    send: (event: string, [payload]: unknown[] = []) => client.send(event, payload as null),
  };
}`;

const CONNECT_RAW = `/** A plain client of Socket.IO. */
function connectRaw(name: string, target = url, options: Partial<ManagerOptions & SocketOptions> = {}) {
  const client = io(target, { autoConnect: false, forceNew: true, rejectUnauthorized, ...options });
  const tracked = track(name, client, () => client.connected);
  const asked = new WeakMap<unknown[], (...answer: unknown[]) => void>();
  client.onAny((event: string, ...args: unknown[]) => {
    const answer = typeof args.at(-1) === 'function' ? args.pop() : undefined;
    if (answer) asked.set(args, answer as (...answer: unknown[]) => void);
    tracked.add(event, args);
  });
  return {
    client,
    ...tracked,
    /** Resolves to all arguments of the acknowledgement. */
    call(event: string, args: unknown[] = [], { timeout = 10_000 } = {}): Promise<unknown[]> {
      return new Promise((resolve, reject) => {
        client.timeout(timeout).emit(event, ...args, (error: Error | null, ...answer: unknown[]) => {
          if (error) reject(error);
          else resolve(answer);
        });
      });
    },
    send: (event: string, args: unknown[] = []) => client.emit(event, ...args),
    /** Answers an event that it heard, where the server asked for that. */
    answer(heard: unknown[], args: unknown[]): void {
      const answer = asked.get(heard);
      if (!answer) throw new Error('The server asked for no answer.');
      answer(...args);
    },
  };
}`;

const UNIQUE = `/** A name that nobody has taken on the server, no longer than 32 characters. */
function unique(name: string): string {
  return \`\${name.slice(0, 27)}-\${Math.random().toString(36).slice(2, 6)}\`;
}`;

const PART = `/** What stands at a path of what the server gave. */
function part(value: unknown, ...path: (string | number)[]): unknown {
  const found = path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
  if (found === undefined) throw new Error(\`Nothing stands at \${path.join('.')}.\`);
  return found;
}`;

const IGNORED = `/** Equals anything: comparisons of the recording ignore what stands there. */
const ignored = { asymmetricMatch: () => true };`;
