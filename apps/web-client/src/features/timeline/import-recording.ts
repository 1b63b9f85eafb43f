import type { Recording } from '../../lib/exchange/recording.ts';

const MAX_BYTES = 256 * 1_024 * 1_024;

/** Reads a file that the timeline exported. Throws an Error that says what is wrong, and where. */
export async function importRecording(file: File): Promise<Recording> {
  if (file.size > MAX_BYTES)
    throw new Error('It is larger than 256 MiB. Export fewer rows, or cut the file.');
  const [{ readRecording }, text] = await Promise.all([
    import('../../lib/exchange/read-recording.ts'),
    file.text(),
  ]);
  return readRecording(file.name, text);
}
