import { type EventError, isBytes, isSimple, refusal } from '@switchboard/contract';

const MAX_DEPTH = 64;

/** BAD_REQUEST for a payload below 64 levels of nesting, otherwise nothing: schemas and controllers walk it on the stack. */
export function tooDeep(payload: unknown): EventError | undefined {
  if (isSimple(payload) || !isDeeper(payload, MAX_DEPTH)) return undefined;
  return refusal('BAD_REQUEST', { message: `A payload may nest at most ${MAX_DEPTH} levels deep.` });
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null || isBytes(value)) return false;
  return levels === 0 || Object.values(value).some((item) => isDeeper(item, levels - 1));
}
