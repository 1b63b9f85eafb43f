import type { Frame } from '@switchboard/client/devtools';
import { jsonSize } from '../lib/json-size.ts';
import type { Entry } from './entry.ts';

/** Bytes that an entry takes besides its content, roughly. */
const OVERHEAD = 256;

/** What an entry holds in memory, in bytes, roughly: its arguments, its answer and the frames of both, or a refusal. */
export function entryWeight(entry: Entry): number {
  if (entry.kind === 'state') return OVERHEAD + jsonSize(entry.state);
  const weight = OVERHEAD + jsonSize(entry.args) + framesSize(entry.frames);
  if (!entry.answer) return weight;
  const { args, reply, late, frames } = entry.answer;
  const content = jsonSize(args) + (args[0] === reply ? 0 : jsonSize(reply)) + jsonSize(late?.args);
  return weight + OVERHEAD + content + framesSize(frames);
}

function framesSize(frames: readonly Frame[] = []): number {
  return frames.reduce((sum, frame) => sum + frame.length, 0);
}
