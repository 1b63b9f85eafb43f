import { toJson } from '@switchboard/contract';
import type { Row } from './rows.ts';

export interface DetailContent {
  readonly title: string;
  readonly value: unknown;
  /** The value as JSON text, cut where it is too long to read. */
  readonly json: string;
}

const MAX_LENGTH = 400_000;

/** What a row holds, in full. */
export function detailOf(row: Row): DetailContent {
  const { title, value } = content(row);
  return { title, value, json: write(value) };
}

function content(row: Row): { title: string; value: unknown } {
  const { entry } = row;
  if (entry.kind === 'state') return { title: `Connection ${entry.state.status}`, value: entry.state };
  if (row.kind === 'entry') return { title: entry.event, value: entry.payload };
  const { answer, event } = row.entry;
  return { title: `Reply to ${event}`, value: answer ? answer.reply : undefined };
}

function write(value: unknown): string {
  try {
    const text = JSON.stringify(toJson(value), null, 2) ?? 'nothing';
    return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}\n… cut` : text;
  } catch (error) {
    return `Cannot be written as JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
}
