import type { WorkName } from '../load/work.ts';
import { createCertificate } from '../processes/certificate.ts';
import type { CallTimes } from '../processes/contender.ts';
import type { MeasuredServer } from '../processes/measured-server.ts';
import { redisProgram } from '../processes/redis.config.ts';
import { startRedis } from '../processes/redis.ts';
import { BARE, product, type Variant } from '../processes/variant.ts';
import { OURS } from '../report/judge.ts';
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

const SQLITE: Variant = product({ name: 'SQLite' });

/** Tells how fast messages are stored, on all cores. Each connection has a room of its own and one message in flight. */
export const durableRow: Row = {
  id: 'P13',
  title: 'Durable messages',
  run: async (options) => {
    await using certificate = await createCertificate();
    const program = redisProgram();
    if (!program) {
      console.log(
        'bench: P13: Redis is left out; set SWITCHBOARD_REDIS_SERVER to the path of a redis-server',
      );
      return await measure([SQLITE], certificate, options);
    }
    await using redis = await startRedis(program);
    return await measure([SQLITE, product({ name: 'Redis', redisUrl: redis.url })], certificate, options);
  },
};

/** The bare server only acknowledges: it stores nothing, and shows what the connections alone take. */
async function measure(
  ours: readonly Variant[],
  tls: { readonly key: string; readonly cert: string },
  { rounds, quick }: RunOptions,
): Promise<Measure[]> {
  await using contenders = await startContenders([BARE, ...ours], { tls, onAllCores: true });
  for (const contender of contenders.all) {
    await contender.connect(CONNECTIONS);
    if (contender.variant !== BARE) await contender.load.ask('enter', { rooms: ROOMS });
  }
  const messages = quick ? QUICK_MESSAGES : MESSAGES;
  let acknowledged = 0;
  const turns = await takeTurns(contenders.all, rounds, async (contender) => {
    const times = await contender.timesOfCall(messages, 1, POST);
    if (contender.variant === SQLITE) acknowledged += times.made;
    return times;
  });
  for (const { variant, server } of contenders.all)
    if (variant === SQLITE) await assertStored(server, acknowledged);
  return ours.flatMap(({ name: store }) => {
    const figure = (name: string, unit: string, read: (times: CallTimes) => number): Measure => ({
      name: `message:send to ${store}, ${CONNECTIONS} connections: ${name}`,
      unit,
      samples: toSamples(turns, read)
        .filter(({ variant }) => variant === BARE.name || variant === store)
        .map((sample) => (sample.variant === store ? { ...sample, variant: OURS } : sample)),
    });
    return [
      { ...figure('a message every', 'µs', ({ apart }) => apart), target: APART },
      { ...figure('p99 until acknowledged', 'ms', ({ p99 }) => p99), target: P99 },
      figure('cost', 'µs of CPU per message', ({ cpu }) => cpu),
    ];
  });
}

/** Rejects if a message that was acknowledged is not on the disk once its server was killed. */
async function assertStored(server: MeasuredServer, acknowledged: number): Promise<void> {
  await server.kill();
  const stored = countMessages(server.folder);
  if (stored < acknowledged)
    throw new Error(`${acknowledged} messages were acknowledged, and ${stored} are on the disk.`);
}
