import { fromJson, type Issue, type Schema, validateNow } from '@switchboard/contract';
import fc from 'fast-check';
import { payloadSchema } from '../../../lib/payload-schema.ts';
import { arbitraryOf, CannotGenerateError } from './arbitrary-of.ts';

/** A payload that fits, in its JSON form; or what could not be made to fit. */
export type Generated =
  | { readonly ok: true; readonly json: unknown }
  | { readonly ok: false; readonly issues: readonly Issue[] };

export interface GenerateOptions {
  /**
   * The same seed gives the same payload.
   * @default a random one
   */
  readonly seed?: number;
  /** What is not wanted again, if there is a choice. */
  readonly unlike?: unknown;
}

const BATCH = 20;
const BATCHES = 10;

/** Makes a random payload from the schema's JSON Schema that passes the schema's own check: the first of 200 that does. */
export function generatePayload(schema: Schema, options: GenerateOptions = {}): Generated {
  const described = payloadSchema(schema);
  if (!described) return refuse([], 'the library of this schema gives no JSON Schema');
  const { seed = Math.floor(Math.random() * 2 ** 31), unlike } = options;
  try {
    const payloads = arbitraryOf(described);
    let last: Generated = refuse([], 'nothing was tried');
    for (let batch = 0; batch < BATCHES; batch++) {
      const picked = pick(schema, fc.sample(payloads, { seed: seed + batch, numRuns: BATCH }), unlike);
      if (picked.ok && !isSame(picked.json, unlike)) return picked;
      last = last.ok ? last : picked;
    }
    return last;
  } catch (error) {
    if (error instanceof CannotGenerateError) return refuse(error.path, error.message);
    return refuse([], error instanceof Error ? error.message : String(error));
  }
}

function pick(schema: Schema, candidates: readonly unknown[], unlike: unknown): Generated {
  let picked: Generated = { ok: false, issues: [] };
  for (const json of candidates) {
    const validation = validateNow(schema, fromJson(json));
    if (validation.ok) picked = { ok: true, json };
    else if (!picked.ok) picked = { ok: false, issues: validation.issues };
    if (picked.ok && !isSame(picked.json, unlike)) return picked;
  }
  return picked;
}

function isSame(json: unknown, other: unknown): boolean {
  return JSON.stringify(json) === JSON.stringify(other);
}

function refuse(path: readonly (string | number)[], message: string): Generated {
  return { ok: false, issues: [{ path: [...path], message }] };
}
