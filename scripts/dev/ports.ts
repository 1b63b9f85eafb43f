import { connect } from 'node:net';

export interface Ports {
  readonly server: number;
  readonly console: number;
}

/** The ports that development uses, as the server and the console read them. Throws one line for one that is no port. */
export function readPorts(env: NodeJS.ProcessEnv = process.env): Ports {
  return { server: readPort('SERVER_PORT', env, 8443), console: readPort('CONSOLE_PORT', env, 5173) };
}

function readPort(name: string, env: NodeJS.ProcessEnv, fallback: number): number {
  const text = env[name];
  if (!text) return fallback;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port <= 65_535) return port;
  throw new Error(
    `${name}=${text} is no port: set a number from 1 to 65535, or leave it out for ${fallback}.`,
  );
}

/** One line for the first port that somebody listens on already, or nothing. */
export async function portProblem(ports: Ports): Promise<string | undefined> {
  if (ports.server === ports.console)
    return `SERVER_PORT and CONSOLE_PORT are both ${ports.server}: set one of them.`;
  for (const [name, port] of [
    ['SERVER_PORT', ports.server],
    ['CONSOLE_PORT', ports.console],
  ] as const) {
    if (await isTaken(port))
      return `Port ${port} is in use: end what listens there, or set ${name} to a free one.`;
  }
  return undefined;
}

/** Asks both loopback addresses: a listener on one of them is enough to send the browser astray. */
async function isTaken(port: number): Promise<boolean> {
  const answers = await Promise.all([accepts(port, '127.0.0.1'), accepts(port, '::1')]);
  return answers.includes(true);
}

function accepts(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host });
    const settle = (isOpen: boolean): void => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', () => settle(true)).once('error', () => settle(false));
    socket.setTimeout(2_000, () => settle(false));
  });
}
