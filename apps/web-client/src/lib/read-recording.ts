import { fromJson } from '@switchboard/contract';
import { z } from 'zod';
import { type ConnectionSettings, readSettings } from '../clients/connection-settings.ts';
import { RECORDINGS } from '../texts/recordings.ts';
import type { Entry } from './entry.ts';
import type { OpenRecording } from './opened-recording.ts';
import { readJson } from './read-json.ts';
import { fromRecord, RECORDING_FORMAT, RECORDING_VERSION, type Recording, renumber } from './recording.ts';
import { fromMarked } from './recording-marks.ts';
import { newId } from './storage.ts';

/** The largest file that is read. */
export const MAX_RECORDING_BYTES: number = 256 * 1_024 * 1_024;

/** The settings of a client, with marks in the place of secrets. */
type RecordedSettings = Omit<ConnectionSettings, 'query'> & { readonly query: z.infer<typeof Query> };

const Path = z.array(z.union([z.string(), z.number()]));
const Issues = z.array(z.object({ path: Path, message: z.string() }));
const Frames = z.array(z.union([z.string(), z.object({ $bytes: z.string() })]));
const Id = z.int().min(0);

/** The last moment that a Date can hold, in milliseconds since the epoch. */
const MAX_TIME = 8_640_000_000_000_000;
const Time = z.number().min(-MAX_TIME, RECORDINGS.notTime).max(MAX_TIME, RECORDINGS.notTime);
const Span = z.number().min(0, RECORDINGS.notSpan).max(MAX_TIME, RECORDINGS.notSpan);

const Reply = z.union([
  z.looseObject({ ok: z.literal(true) }),
  z.looseObject({ ok: z.literal(false), error: z.looseObject({ code: z.string(), message: z.string() }) }),
]);

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

const Problem = z.looseObject({ message: z.string(), explanation: z.string() });
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
  z.object({
    kind: z.literal('event'),
    ...message,
    issues: Issues.default([]),
    wantsAnswer: z.literal(true).exactOptional(),
    answer: Answer.exactOptional(),
  }),
  z.object({ kind: z.literal('state'), ...base, state: State, before: State.exactOptional() }),
]);

const Query = z.record(z.string(), z.union([z.string(), z.object({ $secret: z.number() })])).catch({});

function readRecordedSettings(stored: unknown): RecordedSettings {
  const { query } = Object(stored) as { query?: unknown };
  return { ...readSettings(stored), query: Query.parse(query) };
}

const Header = z.object({
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
   * where `*` is any item of a list, or `argument 2.total` where there are several arguments. Without
   * a kind it is both.
   */
  ignored: z
    .array(z.object({ kind: z.enum(['call', 'event']).exactOptional(), event: z.string(), path: z.string() }))
    .readonly()
    .exactOptional(),
});

/** A recording without its entries. */
export type RecordingHeader = Readonly<z.infer<typeof Header>>;

/**
 * Reads a recording from the text of a file, NDJSON or JSON, under an id of its own. Throws an Error that says at which
 * entry what is wrong.
 */
export function parseRecording(text: string): Recording {
  if (text.trim() === '')
    throw new Error('There is nothing in it. Choose a file that this console exported.');
  return { ...checkRecording(parse(text)), id: newId() };
}

/** Checks what may be a recording. Throws an Error that says at which entry what is wrong. */
export function checkRecording(value: unknown): Recording {
  const { format, version, entries, ...rest } = Object(value) as Record<string, unknown>;
  if (format !== RECORDING_FORMAT)
    throw new Error(`This is JSON, but not a recording: it must have "format": "${RECORDING_FORMAT}".`);
  if (version !== RECORDING_VERSION) {
    const is = JSON.stringify(version);
    throw new Error(
      `This recording has version ${is}; this console reads version ${RECORDING_VERSION}. Record or export it again.`,
    );
  }
  if (!Array.isArray(entries)) throw new Error('The recording has no list "entries".');
  const header = check(Header, rest, 'The recording');
  const clients = new Set(header.clients.map(({ id }) => id));
  const read = entries.map((entry, index) => readEntry(entry, `Entry ${index + 1}`, clients));
  return { format, version, ...header, entries: renumber(read) } as Recording;
}

/** Reads a file for the timeline, its binary back as bytes. Throws an Error that says what is wrong. */
export function readRecording(name: string, text: string): OpenRecording {
  return openRecording({ ...parseRecording(text), name });
}

/** A recording for the timeline, its binary back as bytes. */
export function openRecording({ name, clients, entries }: Recording): OpenRecording {
  return {
    name,
    entries: entries.map((entry) => fromMarked(entry) as Entry),
    clients: new Map(
      clients.map(({ id, name: called, settings }) => [
        id,
        { name: called, ...(settings && { recorded: settings }) },
      ]),
    ),
  };
}

/** The document: of NDJSON, whose first line is the recording without its entries, put together. */
function parse(text: string): unknown {
  const [first = '', ...lines] = text.trim().split('\n');
  const header = readJson(first);
  if (lines.length === 0 || !header.ok || Object(header.value) !== header.value)
    return parseJson(text, 'The file');
  const entries = lines.flatMap((line, index) =>
    line.trim() === '' ? [] : [parseJson(line, `Line ${index + 2}`)],
  );
  return { entries, ...(header.value as object) };
}

function parseJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${place} is not JSON: ${(error as Error).message}`, { cause: error });
  }
}

function readEntry(value: unknown, place: string, clients: ReadonlySet<string>): Entry {
  try {
    fromJson(value);
  } catch (error) {
    throw new Error(`${place}: ${(error as Error).message}`, { cause: error });
  }
  const entry = check(EntrySchema, value, place);
  if (!clients.has(entry.clientId))
    throw new Error(`${place} names a client that is not among the clients: ${entry.clientId}.`);
  return fromRecord(entry);
}

function check<Output>(schema: z.ZodType<Output>, value: unknown, place: string): Output {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Error(`${place} is damaged at ${issue?.path.join('.') || 'its root'}: ${issue?.message}.`);
}
