import { toJson } from '@switchboard/contract';
import type { Entry } from '../../lib/entry.ts';
import { redactEntry } from '../../lib/redact-entry.ts';
import type { Row } from './rows.ts';

export interface DetailContent {
  readonly title: string;
  readonly value: unknown;
  /** The value as JSON text, cut where it is too long to read. */
  readonly json: string;
  /** Whether the row holds a secret, revealed or not. */
  readonly hasSecret: boolean;
}

const MAX_LENGTH = 400_000;

/** What a row holds, in full; its secrets only where they are to be revealed. */
export function detailOf(row: Row, reveal: boolean): DetailContent {
  const whole = content(row, (entry) => entry);
  const redacted = content(row, redactEntry);
  const { title, value } = reveal ? whole : redacted;
  return { title, value, json: write(value), hasSecret: redacted.value !== whole.value };
}

function content(row: Row, look: <E extends Entry>(entry: E) => E): { title: string; value: unknown } {
  if (row.kind === 'answer') {
    const { answer, event } = look(row.entry);
    return { title: `Reply to ${event}`, value: answer ? answer.reply : undefined };
  }
  const entry = look(row.entry);
  if (entry.kind === 'state') return { title: `Connection ${entry.state.status}`, value: entry.state };
  return { title: entry.event, value: entry.payload };
}

function write(value: unknown): string {
  try {
    const text = JSON.stringify(toJson(value), null, 2) ?? 'nothing';
    return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}\n… cut` : text;
  } catch (error) {
    return `Cannot be written as JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
}
