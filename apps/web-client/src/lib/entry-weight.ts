import type { Frame } from '@switchboard/client/devtools';
import type { Entry } from './entry.ts';
import { jsonSize } from './json-size.ts';

/** Bytes that an entry takes besides its content, roughly. */
const OVERHEAD = 256;

/** What an entry holds in memory, in bytes, roughly: its payload, its reply and the frames of both. */
export function entryWeight(entry: Entry): number {
  if (entry.kind === 'state') return OVERHEAD;
  const weight = OVERHEAD + jsonSize(entry.payload) + framesSize(entry.frames);
  if (entry.kind === 'event' || !entry.answer) return weight;
  return weight + OVERHEAD + jsonSize(entry.answer.reply) + framesSize(entry.answer.frames);
}

function framesSize(frames: readonly Frame[] = []): number {
  return frames.reduce((sum, frame) => sum + frame.length, 0);
}
