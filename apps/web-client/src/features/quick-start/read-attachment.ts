import type { Attachment } from '@switchboard/events';

/** The file that someone picked, as an attachment; `undefined` if there is none. */
export async function readAttachment(input: HTMLInputElement | null): Promise<Attachment | undefined> {
  const [file] = input?.files ?? [];
  if (!file) return undefined;
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { name: file.name, type: file.type || 'application/octet-stream', bytes };
}
