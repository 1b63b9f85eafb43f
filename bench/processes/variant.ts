import type { FlavourName } from '../load/flavour.ts';
import { OURS } from '../report/judge.ts';
import { COMPILED } from './compiled.ts';

/** A server that can be measured. */
export interface Variant {
  readonly name: string;
  /** The compiled file that starts it. */
  readonly entry: string;
  readonly flavour: FlavourName;
  /** Whether it does less than the others: then it shows how far down one could go, and is no rival. */
  readonly isReference?: boolean;
  /** How many events it declares, whatever the others do. */
  readonly events?: number;
  /** What its environment has beside what all of them get. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The parts of the server with a contract and controllers of the bench's own. */
export const PARTS: Variant = {
  name: OURS,
  entry: COMPILED.parts,
  flavour: 'socket.io',
};

/** The baseline of every ratio. */
export const BARE: Variant = {
  name: 'bare socket.io',
  entry: COMPILED.bare,
  flavour: 'socket.io',
  isReference: true,
};

export interface ProductSettings {
  /** @default 'switchboard' */
  readonly name?: string;
  /** @default 'info', as it ships */
  readonly logLevel?: 'info' | 'warn';
  /** What every event's policy has in the place of its own. */
  readonly policy?: Readonly<Record<string, unknown>>;
  /** @default SQLite in the folder of the server */
  readonly redisUrl?: string | undefined;
}

/** The most bytes a second that can be set. */
const UNLIMITED = '1099511627776';

/** The server as it ships. No load of the bench reaches its rates and limits, unless `policy` says so. It speaks TLS only. */
export function product({ name = OURS, logLevel = 'info', policy, redisUrl }: ProductSettings = {}): Variant {
  return {
    name,
    entry: COMPILED.product,
    flavour: 'socket.io',
    env: {
      SERVER_PORT: '0',
      LOG_LEVEL: logLevel,
      MAX_PACKETS_PER_SECOND: '1000000',
      MAX_BYTES_PER_SECOND: UNLIMITED,
      MAX_BYTES_PER_SECOND_PER_ADDRESS: UNLIMITED,
      MAX_RECEIVED_BYTES_PER_SECOND_PER_ADDRESS: '1099511627776',
      MAX_CONNECTIONS: '1000000',
      MAX_CONNECTIONS_PER_ADDRESS: '1000000',
      ...(policy && { BENCH_POLICY: JSON.stringify(policy) }),
      ...(redisUrl !== undefined && {
        REDIS_URL: redisUrl,
        TOKEN_SECRET: 'a-secret-of-the-bench-that-is-long-enough',
      }),
    },
  };
}
