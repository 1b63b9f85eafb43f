import type { Frame } from '@switchboard/client/devtools';
import type { Entry } from '../../../lib/entry.ts';
import { redactEntry } from '../../../lib/redact-entry.ts';
import type { Row } from '../rows.ts';

export interface DetailContent {
  readonly title: string;
  readonly value: unknown;
  /** Its packets; left out where none were seen, or they hold a secret that is not to be revealed. */
  readonly frames?: readonly Frame[];
  /** Whether the row holds a secret, revealed or not. */
  readonly hasSecret: boolean;
}

/** What a row holds, in full; its secrets only where they are to be revealed. */
export function detailOf(row: Row, reveal: boolean): DetailContent {
  const whole = content(row, (entry) => entry);
  const redacted = content(row, redactEntry);
  return { ...(reveal ? whole : redacted), hasSecret: redacted.value !== whole.value };
}

function content(row: Row, look: <E extends Entry>(entry: E) => E): Omit<DetailContent, 'hasSecret'> {
  if (row.kind === 'answer') {
    const { answer, event } = look(row.entry);
    const frames = answer?.frames;
    return { title: `Reply to ${event}`, value: answer?.reply, ...(frames && { frames }) };
  }
  const entry = look(row.entry);
  if (entry.kind === 'state') return { title: `Connection ${entry.state.status}`, value: entry.state };
  return { title: entry.event, value: entry.payload, ...(entry.frames && { frames: entry.frames }) };
}
