import fc from 'fast-check';
import type { JsonSchema } from '../../../lib/payload-schema.ts';

/** How far a number without a limit goes: small enough to be read. */
const SPAN = 1_000;

interface Limits {
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  multipleOf?: number;
}

/** Numbers of a schema, small ones where it leaves the choice. */
export function numbersOf(schema: JsonSchema): fc.Arbitrary<number> {
  const { multipleOf } = schema as Limits;
  const step = multipleOf ?? (schema.type === 'integer' ? 1 : undefined);
  const { min, max } = limitsOf(schema as Limits, step);
  if (step === undefined) {
    // Two decimals are enough to tell a number from a whole one.
    const rounded = fc.double({ min, max, noNaN: true }).map((value) => Math.round(value * 100) / 100);
    return rounded.map((value) => Math.min(Math.max(value, min), max) || 0);
  }
  return fc
    .integer({ min: Math.ceil(min / step), max: Math.max(Math.ceil(min / step), Math.floor(max / step)) })
    .map((count) => Number((count * step).toPrecision(15)));
}

function limitsOf(limits: Limits, step = 0.01): { min: number; max: number } {
  const low = Math.max(
    limits.minimum ?? Number.NEGATIVE_INFINITY,
    limits.exclusiveMinimum === undefined ? Number.NEGATIVE_INFINITY : limits.exclusiveMinimum + step,
  );
  const high = Math.min(
    limits.maximum ?? Number.POSITIVE_INFINITY,
    limits.exclusiveMaximum === undefined ? Number.POSITIVE_INFINITY : limits.exclusiveMaximum - step,
  );
  const isLow = low > -Number.MAX_SAFE_INTEGER;
  const isHigh = high < Number.MAX_SAFE_INTEGER;
  if (isLow && isHigh) return { min: low, max: high };
  if (isLow) return { min: low, max: low + SPAN };
  if (isHigh) return { min: high - SPAN, max: high };
  return { min: 0, max: SPAN };
}
