import type { WorkName } from '../load/work.ts';
import { createCertificate } from '../processes/certificate.ts';
import type { CallTimes, Contender } from '../processes/contender.ts';
import { redisProgram } from '../processes/redis.config.ts';
import { startRedis } from '../processes/redis.ts';
import { BARE, product, type Variant } from '../processes/variant.ts';
import type { Measure, Row, RunOptions } from '../row.ts';
import { startContenders } from './contenders.ts';
import { countMessages } from './message-database.ts';
import { takeTurns, toSamples } from './take-turns.ts';

const CONNECTIONS = 100;

/** Messages that one turn measures. */
const MESSAGES = 20_000;
const QUICK_MESSAGES = 4_000;

/** Microseconds from one acknowledgement to the next: 10,000 a second. */
const APART = 100;
/** Milliseconds until a message is acknowledged. */
const P99 = 40;

const ROOMS = 'durable';
const POST: WorkName = { kind: 'post', rooms: ROOMS };

/** Tells how fast messages are stored, on all cores. Each connection has a room of its own and one message in flight. */
export const durableRow: Row = {
  id: 'P13',
  title: 'Durable messages',
  run: async (options) => {
    await using certificate = await createCertificate();
    const sqlite = await measure('SQLite', { ours: product(), tls: certificate, options });
    const program = redisProgram();
    if (!program) {
      console.log('bench: P13: Redis is left out; set SWITCHBOARD_REDIS_SERVER to the path of a redis-server');
      return sqlite;
    }
    await using redis = await startRedis(program);
    const ours = product({ redisUrl: redis.url });
    return [...sqlite, ...(await measure('Redis', { ours, tls: certificate, options }))];
  },
};

interface Asked {
  readonly ours: Variant;
  readonly tls: { readonly key: string; readonly cert: string };
  readonly options: RunOptions;
}

/** The bare server only acknowledges: it stores nothing, and shows what the connections alone take. */
async function measure(store: string, { ours, tls, options }: Asked): Promise<Measure[]> {
  await using contenders = await startContenders([BARE, ours], { tls, onAllCores: true });
  let acknowledged = 0;
  for (const contender of contenders.all) await contender.connect(CONNECTIONS);
  const messages = options.quick ? QUICK_MESSAGES : MESSAGES;
  const [, switchboard] = contenders.all as [Contender, Contender];
  await switchboard.load.ask('enter', { rooms: ROOMS });
  const turns = await takeTurns(contenders.all, options.rounds, async (contender) => {
    const times = await contender.timesOfCall(messages, 1, POST);
    if (contender === switchboard) acknowledged += messages;
    return times;
  });
  if (store === 'SQLite') await assertStored(switchboard, acknowledged);
  const figure = (name: string, unit: string, read: (times: CallTimes) => number): Measure => ({
    name: `message:send to ${store}, ${CONNECTIONS} connections: ${name}`,
    unit,
    samples: toSamples(turns, read),
  });
  return [
    { ...figure('a message every', 'µs', ({ apart }) => apart), target: APART },
    { ...figure('p99 until acknowledged', 'ms', ({ p99 }) => p99), target: P99 },
    figure('cost', 'µs of CPU per message', ({ cpu }) => cpu),
  ];
}

/** Rejects if a message that was acknowledged is not on the disk once its server was killed. */
async function assertStored({ server }: Contender, acknowledged: number): Promise<void> {
  await server.kill();
  const stored = countMessages(server.folder);
  if (stored < acknowledged)
    throw new Error(`${acknowledged} messages were acknowledged, and ${stored} are on the disk.`);
}
