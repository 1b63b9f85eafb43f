import { type AnyReply, type ErrorBody, isReply } from '@switchboard/contract';
import { z } from 'zod';
import { newId } from '../lib/storage.ts';
import { type ConnectionSettings, readSettings } from '../links/connection-settings.ts';
import { PARTS } from '../texts/shell.ts';

/** The settings of a client, with marks in the place of secrets. */
type RecordedSettings = Omit<ConnectionSettings, 'query'> & { readonly query: z.infer<typeof Query> };

const Path = z.array(z.union([z.string(), z.number()]));
const Issues = z.array(z.object({ path: Path, message: z.string() }));
const Frames = z.array(z.union([z.string(), z.object({ $bytes: z.string() })]));
const Id = z.int().min(0);

/** The last moment that a Date can hold, in milliseconds since the epoch. */
const MAX_TIME = 8_640_000_000_000_000;
const Time = z.number().min(-MAX_TIME, PARTS.notTime).max(MAX_TIME, PARTS.notTime);
const Span = z.number().min(0, PARTS.notSpan).max(MAX_TIME, PARTS.notSpan);

const Reply = z.custom<AnyReply>(isReply, PARTS.notReply);

const Answer = z.object({
  at: Time,
  latency: Span,
  by: z.enum(['server', 'user', 'client']),
  args: z.array(z.unknown()).exactOptional(),
  reply: Reply.exactOptional(),
  outcome: z.string(),
  explanation: z.string().exactOptional(),
  issues: Issues.default([]),
  after: Id.exactOptional(),
  dropped: z.array(Path).exactOptional(),
  frames: Frames.exactOptional(),
  late: z
    .object({
      at: Time,
      code: z.string(),
      latency: Span,
      args: z.array(z.unknown()),
    })
    .exactOptional(),
});

const Problem = z.looseObject({
  message: z.string(),
  explanation: z.string(),
  error: z.custom<ErrorBody>((error) => isReply({ ok: false, error }), PARTS.notReply).exactOptional(),
  speaks: z.object({ name: z.string(), version: z.string() }).exactOptional(),
});
const since = { since: Time };

const State = z.discriminatedUnion('status', [
  z.looseObject({ status: z.literal('disconnected'), ...since }),
  z.looseObject({
    status: z.literal('connecting'),
    ...since,
    attempt: z.int(),
    problem: Problem.exactOptional(),
  }),
  z.looseObject({ status: z.literal('connected'), ...since, socketId: z.string(), transport: z.string() }),
  z.looseObject({ status: z.literal('reconnecting'), ...since, attempt: z.int(), problem: Problem }),
  z.looseObject({ status: z.literal('refused'), ...since, problem: Problem }),
]);

const base = {
  id: Id,
  at: Time,
  clientId: z.string(),
  place: z.object({ contract: z.string(), url: z.string(), path: z.string() }).exactOptional(),
};
const message = {
  ...base,
  event: z.string(),
  args: z.array(z.unknown()),
  dropped: z.array(Path).exactOptional(),
  frames: Frames.exactOptional(),
};
const sent = {
  ...message,
  callId: z.string().min(1).max(128).exactOptional(),
  attempt: z.int().exactOptional(),
  origin: z.string().exactOptional(),
};

/** One entry in its JSON form. */
export const EntrySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('call'), ...sent, answer: Answer.exactOptional() }),
  z.object({ kind: z.literal('send'), ...sent }),
  z
    .object({
      kind: z.literal('event'),
      ...message,
      hasOffset: z.literal(true).exactOptional(),
      issues: Issues.default([]),
      wantsAnswer: z.literal(true).exactOptional(),
      answer: Answer.exactOptional(),
    })
    .refine(({ hasOffset, args }) => !hasOffset || typeof args.at(-1) === 'string', {
      path: ['hasOffset'],
      message: PARTS.notOffset,
    }),
  z.object({ kind: z.literal('state'), ...base, state: State, before: State.exactOptional() }),
]);

const Query = z.record(z.string(), z.union([z.string(), z.object({ $secret: z.number() })])).catch({});

function readRecordedSettings(stored: unknown): RecordedSettings {
  const { query } = Object(stored) as { query?: unknown };
  return { ...readSettings(stored), query: Query.parse(query) };
}

export const HeaderSchema = z.object({
  id: z.string().default(newId),
  name: z.string().min(1),
  /** Milliseconds since the epoch. */
  startedAt: Time,
  /** Milliseconds. */
  duration: Span,
  contract: z.object({ name: z.string(), version: z.string() }),
  clients: z
    .array(
      z.object({
        id: z.string(),
        name: z.string(),
        hue: z.int().min(0),
        /** The names that it logged in under meanwhile: they must be free where it is replayed. */
        identities: z.array(z.string()).readonly().default([]),
        /** Who it was already when the recording began; a replay begins without a login. */
        startedAs: z.string().exactOptional(),
        /** How it connected; secrets in `auth` and `query` are marks. */
        settings: z.unknown().transform(readRecordedSettings).exactOptional(),
      }),
    )
    .readonly(),
  /** Why it ended before anybody stopped it. */
  cut: z.string().exactOptional(),
  /** How many entries are missing because they could not be written as JSON. */
  leftOut: Id.exactOptional(),
  /**
   * What a comparison with a replay ignores: places in what an event or its answer carries, such as `data.rooms.*.name`,
   * where `*` is any item of a list, or `argument 2.total` where there are several arguments. Without a kind it is both,
   * and without a path whether the event comes at all.
   */
  ignored: z
    .array(
      z.object({
        kind: z.enum(['call', 'event']).exactOptional(),
        event: z.string(),
        path: z.string().exactOptional(),
      }),
    )
    .readonly()
    .exactOptional(),
});

/** A recording without its entries. */
export type RecordingHeader = Readonly<z.infer<typeof HeaderSchema>>;
