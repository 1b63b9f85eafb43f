import { z } from 'zod';

const Path = z.array(z.union([z.string(), z.number()]));
const Issues = z.array(z.object({ path: Path, message: z.string() }));
const Dropped = z.array(Path).optional();

const Frames = z.array(z.union([z.string(), z.instanceof(Uint8Array)])).optional();

const Reply = z.union([
  z.looseObject({ ok: z.literal(true) }),
  z.looseObject({ ok: z.literal(false), error: z.looseObject({ code: z.string(), message: z.string() }) }),
]);

const Answer = z.object({
  at: z.number(),
  reply: Reply,
  latency: z.number(),
  issues: Issues,
  dropped: Dropped,
  frames: Frames,
  late: z.object({ at: z.number(), code: z.string(), latency: z.number() }).optional(),
});

const Problem = z.looseObject({ message: z.string(), explanation: z.string() });

const State = z.discriminatedUnion('status', [
  z.looseObject({ status: z.literal('disconnected'), since: z.number() }),
  z.looseObject({
    status: z.literal('connecting'),
    since: z.number(),
    attempt: z.number(),
    problem: Problem.optional(),
  }),
  z.looseObject({
    status: z.literal('connected'),
    since: z.number(),
    socketId: z.string(),
    transport: z.string(),
  }),
  z.looseObject({
    status: z.literal('reconnecting'),
    since: z.number(),
    attempt: z.number(),
    problem: Problem,
  }),
  z.looseObject({ status: z.literal('refused'), since: z.number(), problem: Problem }),
]);

const base = { at: z.number(), clientId: z.string(), client: z.string().optional() };
const message = { ...base, event: z.string(), payload: z.unknown(), dropped: Dropped, frames: Frames };

/** One entry in a file, its binary back as bytes. */
export const RecordSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('call'), ...message, answer: Answer.optional() }),
  z.object({ kind: z.literal('send'), ...message }),
  z.object({ kind: z.literal('event'), ...message, issues: Issues }),
  z.object({ kind: z.literal('state'), ...base, state: State, before: State.optional() }),
]);
