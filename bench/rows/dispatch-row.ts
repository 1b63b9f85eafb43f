import { createWork, MESSAGE, ORDER, type WorkName } from '../load/work.ts';
import { MeasuredServer } from '../processes/measured-server.ts';
import { PARTS, type Variant } from '../processes/variant.ts';
import { OURS } from '../report/judge.ts';
import type { Row, RunOptions, Sample } from '../row.ts';
import { variants } from './contenders.ts';

const CALLS = 30_000;
const QUICK_CALLS = 10_000;

/** Turns before the first that counts, in which the servers' code is compiled. */
const WARM_UPS = 3;

/** Microseconds of one call. */
const TARGET = 1.5;

const FEW = 10;
const MANY = 10_000;
/** How much more a call may take with many events than with few. */
const FLAT = 1.1;

interface Asked {
  readonly name: string;
  readonly variant: Variant;
  readonly work: WorkName;
  readonly events: number;
}

/** Tells the processor time of one call from the decoded packet to the reply that is to be encoded. */
export const dispatchRow: Row = {
  id: 'P6',
  title: 'Parts: calls without a network',
  run: async (options) => {
    const rivals = (await variants(options)).filter(({ flavour }) => flavour === 'socket.io');
    const unit = 'µs of CPU per call';
    const samplesOf = (work: WorkName): Promise<Sample[]> =>
      take(
        rivals.map((variant) => ({ name: variant.name, variant, work, events: FEW })),
        options,
      );
    return [
      { name: 'parts: a message', unit, target: TARGET, samples: await samplesOf(MESSAGE) },
      { name: 'parts: an order of three lines', unit, samples: await samplesOf(ORDER) },
      {
        name: `parts: ${MANY} events`,
        unit,
        baseline: `${FEW} events`,
        target: FLAT,
        samples: await take(flat(), options),
      },
    ];
  },
};

function flat(): Asked[] {
  const ours = { variant: PARTS, work: MESSAGE } as const;
  return [
    { ...ours, name: `${FEW} events`, events: FEW },
    { ...ours, name: OURS, events: MANY },
  ];
}

async function take(which: readonly Asked[], { rounds, quick }: RunOptions): Promise<Sample[]> {
  const servers: MeasuredServer[] = [];
  try {
    for (const { variant, events } of which) servers.push(await MeasuredServer.start(variant, { events }));
    const values = which.map((): number[] => []);
    for (let round = -WARM_UPS; round < rounds; round++) {
      for (const [index, { work }] of which.entries()) {
        const cost = await costOfCall(servers[index] as MeasuredServer, work, quick ? QUICK_CALLS : CALLS);
        if (round >= 0) values[index]?.push(cost);
      }
    }
    return which.map(({ name, variant }, index) => ({
      variant: name,
      values: values[index] ?? [],
      ...(variant.isReference && { isReference: true }),
    }));
  } finally {
    await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()));
  }
}

/** Microseconds. Rejects if the last reply was wrong. */
async function costOfCall(server: MeasuredServer, name: WorkName, calls: number): Promise<number> {
  const work = createWork(name);
  const payload = JSON.parse(work.payload(0, 0)) as object;
  const { cpu, reply } = await server.call(work.event, payload, calls);
  const data = typeof reply === 'object' && reply !== null && 'data' in reply ? reply.data : reply;
  if (!work.isRight(0, data, 0)) throw new Error(`A reply was wrong: ${JSON.stringify(reply)}`);
  return cpu / calls;
}
