import { setTimeout as delay } from 'node:timers/promises';
import { TIME, type WorkName } from '../load/work.ts';
import { createCertificate } from '../processes/certificate.ts';
import type { Contender } from '../processes/contender.ts';
import { Load } from '../processes/load.ts';
import { BARE, product } from '../processes/variant.ts';
import { OURS } from '../report/judge.ts';
import type { Row } from '../row.ts';
import { startContenders } from './contenders.ts';
import { countMessages, holdDatabase } from './message-database.ts';

/** Seconds that another process holds the database. */
const HELD = 20;
const QUICK_HELD = 5;

/** Those who ask for the time, and those whose messages wait; and the milliseconds between two calls of each. */
const READERS = { connections: 20, pace: 20 };
const WRITERS = { connections: 10, pace: 200 };

/** Milliseconds. */
const P99 = 20;
/** The deadline of `message:send`, and what an answer takes. */
const ANSWERED = 5_500;

const ROOMS = 'locked';
const POST: WorkName = { kind: 'post', rooms: ROOMS, mayFail: true };

/** Tells what other callers notice while writes wait for another process: this one, which holds the database. */
export const lockedRow: Row = {
  id: 'P14',
  title: 'Calls while another process holds the database',
  run: async ({ quick }) => {
    const seconds = quick ? QUICK_HELD : HELD;
    await using certificate = await createCertificate();
    await using contenders = await startContenders([BARE, product()], { tls: certificate, onAllCores: true });
    const [bare, switchboard] = contenders.all as [Contender, Contender];
    for (const contender of contenders.all) {
      await contender.connect(READERS.connections);
      await readSteadily(contender, 1);
    }
    const alone = await readSteadily(bare, Math.min(seconds, QUICK_HELD));
    const { read, write } = await whileHeld(switchboard, seconds);
    return [
      {
        name: `system:time while the database is held for ${seconds} s`,
        unit: 'ms, p99 from when it was due',
        target: P99,
        samples: [
          { variant: BARE.name, values: [alone], isReference: true },
          { variant: OURS, values: [read] },
        ],
      },
      {
        name: 'message:send meanwhile: p99 until it is stored, or said not to be',
        unit: 'ms',
        target: ANSWERED,
        samples: [{ variant: OURS, values: [write] }],
      },
    ];
  },
};

/** Rejects if a message that was acknowledged is not on the disk in the end. */
async function whileHeld(
  contender: Contender,
  seconds: number,
): Promise<{ readonly read: number; readonly write: number }> {
  await using writers = new Load({ onAllCores: true });
  await contender.connect(WRITERS.connections, writers);
  await writers.ask('enter', { rooms: ROOMS });
  const held = holdDatabase(contender.server.folder);
  const written = writers.ask('paced', { work: POST, seconds, pace: WRITERS.pace });
  const read = readSteadily(contender, seconds);
  try {
    await delay(seconds * 1_000);
  } finally {
    held[Symbol.dispose]();
  }
  const { calls, refused, wrong, example, p99 } = await written;
  if (wrong > 0) throw new Error(`message:send had ${wrong} wrong replies, first ${example}`);
  const stored = countMessages(contender.server.folder);
  if (stored < calls - refused)
    throw new Error(`${calls - refused} messages were acknowledged, and ${stored} are on the disk.`);
  return { read: await read, write: p99 };
}

/** Milliseconds: the 99th percentile. */
async function readSteadily({ load, variant }: Contender, seconds: number): Promise<number> {
  const { wrong, example, p99 } = await load.ask('paced', { work: TIME, seconds, pace: READERS.pace });
  if (wrong > 0) throw new Error(`${variant.name} gave ${wrong} wrong replies, first ${example}`);
  return p99;
}
