import { z } from 'zod';
import type { Recording } from '../../lib/recording.ts';

/** What the list says of a recording. */
export interface RecordingSummary {
  readonly id: string;
  readonly name: string;
  readonly startedAt: number;
  readonly duration: number;
  readonly clients: readonly string[];
  readonly calls: number;
  readonly events: number;
}

const Summary = z.object({
  id: z.string(),
  name: z.string(),
  startedAt: z.number(),
  duration: z.number(),
  clients: z.array(z.string()),
  calls: z.number(),
  events: z.number(),
});

export function summarise(recording: Recording): RecordingSummary {
  const { id, name, startedAt, duration, clients, entries } = recording;
  return {
    id,
    name,
    startedAt,
    duration,
    clients: clients.map((client) => client.name),
    calls: entries.filter(({ kind }) => kind === 'call' || kind === 'send').length,
    events: entries.filter(({ kind }) => kind === 'event').length,
  };
}

/** What of a store's content is summaries, newest first. */
export function readSummaries(stored: readonly unknown[]): RecordingSummary[] {
  const summaries = stored.flatMap((value) => {
    const parsed = Summary.safeParse(value);
    return parsed.success ? [parsed.data] : [];
  });
  return summaries.sort((a, b) => b.startedAt - a.startedAt);
}
