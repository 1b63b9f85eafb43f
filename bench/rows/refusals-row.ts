import { ECHO, type WorkName } from '../load/work.ts';
import { peers } from '../peers.ts';
import { createCertificate } from '../processes/certificate.ts';
import { BARE, product, type Variant } from '../processes/variant.ts';
import { OURS } from '../report/judge.ts';
import type { Row } from '../row.ts';
import { startContenders } from './contenders.ts';
import { sampleInTurns } from './take-turns.ts';

const CONNECTIONS = 20;
const IN_FLIGHT = 8;

const CALLS = 12_000;
const QUICK_CALLS = 3_000;

/** Of what a served call costs. */
const TARGET = 0.8;

const BARE_SERVED: Variant = { ...BARE, name: 'bare socket.io, served' };
const SERVED: Variant = { ...product({ name: 'switchboard, served' }), isReference: true };

/** The same packet each time, refused by one rule; without a rule, its field has a wrong name. */
interface Refusal {
  readonly name: string;
  readonly policy?: Readonly<Record<string, unknown>>;
  readonly work: WorkName;
}
const BAD_PAYLOAD: Refusal = {
  name: 'bad payload',
  work: { kind: 'refused', code: 'BAD_REQUEST', bad: true },
};
const REFUSALS: readonly Refusal[] = [
  { name: 'rate', policy: { rate: '1/h' }, work: { kind: 'refused', code: 'TOO_MANY_REQUESTS' } },
  { name: 'size', policy: { maxBytes: 64 }, work: { kind: 'refused', code: 'PAYLOAD_TOO_LARGE' } },
  { name: 'scope', policy: { scope: 'chat' }, work: { kind: 'refused', code: 'UNAUTHORIZED' } },
  BAD_PAYLOAD,
];

/** Tells the processor time of a call that is refused, beside one that is served. */
export const refusalsRow: Row = {
  id: 'P12',
  title: 'Refused calls of the server as it ships',
  run: async (options) => {
    await using certificate = await createCertificate();
    const refusing = REFUSALS.map(({ name, policy }) => product({ name, ...(policy && { policy }) }));
    const rivals = (options.peers ? await peers() : []).filter(({ isReference }) => !isReference);
    await using contenders = await startContenders([BARE_SERVED, SERVED, ...refusing, ...rivals], {
      tls: certificate,
    });
    for (const contender of contenders.all) await contender.connect(CONNECTIONS);
    // The one call that the rate lets each connection make.
    for (const { load, variant } of contenders.all)
      if (variant.name === 'rate') await load.ask('calls', { calls: CONNECTIONS, inFlight: 1, work: ECHO });
    const works = new Map(REFUSALS.map(({ name, work }) => [name, work]));
    for (const { name } of rivals) works.set(name, BAD_PAYLOAD.work);
    const calls = options.quick ? QUICK_CALLS : CALLS;
    const samples = await sampleInTurns(contenders.all, options.rounds, (contender) =>
      contender.costOfCall(calls, IN_FLIGHT, works.get(contender.variant.name) ?? ECHO),
    );
    const pick = (...names: string[]) => samples.filter(({ variant }) => names.includes(variant));
    return REFUSALS.map((refusal) => ({
      name: `system:echo, refused: ${refusal.name}`,
      unit: 'µs of CPU per call',
      baseline: SERVED.name,
      target: TARGET,
      samples: [
        ...pick(BARE_SERVED.name, SERVED.name),
        ...pick(refusal.name).map((sample) => ({ ...sample, variant: OURS })),
        ...(refusal === BAD_PAYLOAD ? pick(...rivals.map(({ name }) => name)) : []),
      ],
    }));
  },
};
