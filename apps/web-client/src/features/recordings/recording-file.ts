import { fromJson } from '@switchboard/contract';
import { z } from 'zod';
import { newRecordingId, RECORDING_FORMAT, RECORDING_VERSION, type Recording } from '../../lib/recording.ts';

/** The largest file that is read, in characters. */
const MAX_LENGTH = 100_000_000;

const Payload = z.unknown().refine(isReadable, 'is nested too deep, or has "$bytes" that are not base64');
const At = z.number().min(0);
const Issues = z.array(
  z.looseObject({ path: z.array(z.union([z.string(), z.number()])), message: z.string() }),
);
const STATUSES = ['disconnected', 'connecting', 'connected', 'reconnecting', 'refused'] as const;

const Reply = z.discriminatedUnion('ok', [
  z.looseObject({ ok: z.literal(true), data: Payload.optional() }),
  z.looseObject({
    ok: z.literal(false),
    error: z.looseObject({ code: z.string(), message: z.string(), data: Payload.optional() }),
  }),
]);

const Entry = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('call'),
    at: At,
    client: z.string(),
    call: z.number(),
    event: z.string(),
    payload: Payload,
    id: z.string().min(1).max(128).exactOptional(),
    attempt: z.number().exactOptional(),
  }),
  z.object({ kind: z.literal('send'), at: At, client: z.string(), event: z.string(), payload: Payload }),
  z.object({
    kind: z.literal('reply'),
    at: At,
    client: z.string(),
    call: z.number(),
    reply: Reply,
    latency: z.number().min(0),
    issues: Issues.exactOptional(),
  }),
  z.object({
    kind: z.literal('event'),
    at: At,
    client: z.string(),
    event: z.string(),
    payload: Payload,
    issues: Issues.exactOptional(),
  }),
  z.object({
    kind: z.literal('state'),
    at: At,
    client: z.string(),
    status: z.enum(STATUSES),
    problem: z.string().exactOptional(),
  }),
]);

const File = z
  .object({
    format: z.literal(RECORDING_FORMAT),
    version: z.literal(RECORDING_VERSION),
    id: z.string(),
    name: z.string().min(1).max(200),
    startedAt: z.number(),
    duration: z.number().min(0),
    contract: z.object({ name: z.string(), version: z.string() }),
    clients: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        hue: z.int().min(0),
        identities: z.array(z.string()),
        startedAs: z.string().exactOptional(),
      }),
    ),
    entries: z.array(Entry),
    cut: z.string().exactOptional(),
    leftOut: z.number().exactOptional(),
  })
  .superRefine(({ clients, entries }, { addIssue }) => {
    const ids = new Set(clients.map(({ id }) => id));
    const stray = entries.findIndex(({ client }) => !ids.has(client));
    if (stray < 0) return;
    addIssue({
      code: 'custom',
      path: ['entries', stray, 'client'],
      message: 'names a client that is not among the clients',
    });
  });

export type ParsedRecording =
  | { readonly ok: true; readonly recording: Recording }
  | { readonly ok: false; readonly reason: string };

/** Reads the text of an exported recording; what it gets is a recording of its own, under a new id. */
export function parseRecording(text: string): ParsedRecording {
  if (text.length > MAX_LENGTH) return refuse('The file is too large: a recording has at most 100 MB.');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return refuse(`The file is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = readRecording(value);
  return parsed.ok ? { ok: true, recording: { ...parsed.recording, id: newRecordingId() } } : parsed;
}

/** Checks what may be a recording. */
export function readRecording(value: unknown): ParsedRecording {
  const { format, version }: { format?: unknown; version?: unknown } = Object(value);
  if (format !== RECORDING_FORMAT) {
    return refuse(`This is JSON, but not a recording: it must have "format": "${RECORDING_FORMAT}".`);
  }
  if (version !== RECORDING_VERSION) {
    return refuse(
      `This recording has version ${JSON.stringify(version)}; this console reads version ${RECORDING_VERSION}.`,
    );
  }
  const parsed = File.safeParse(value);
  if (parsed.success) return { ok: true, recording: parsed.data as Recording };
  const [issue] = parsed.error.issues;
  return refuse(`This recording is damaged at ${issue?.path.join('.') || 'its root'}: ${issue?.message}.`);
}

/** The text of the file that `parseRecording` reads. */
export function printRecording(recording: Recording): string {
  return `${JSON.stringify(recording, null, 2)}\n`;
}

function refuse(reason: string): ParsedRecording {
  return { ok: false, reason };
}

function isReadable(value: unknown): boolean {
  try {
    fromJson(value);
    return true;
  } catch {
    return false;
  }
}
