import { thrownText } from '@switchboard/contract';

/** What was thrown, in words. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : thrownText(error);
}
