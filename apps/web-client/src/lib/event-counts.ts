export interface EventCount {
  readonly total: number;
  /** How often the event, or its reply, broke the contract. */
  readonly violations: number;
}

/** A server may make up any number of names; the console counts this many, and the rest as one. */
const MAX_NAMES = 500;

export function countEvent(counts: Map<string, EventCount>, event: string, more: EventCount): void {
  const name = counts.has(event) || counts.size < MAX_NAMES ? event : 'other events';
  const { total = 0, violations = 0 } = counts.get(name) ?? {};
  counts.set(name, { total: total + more.total, violations: violations + more.violations });
}

export function totalOf(counts: ReadonlyMap<string, EventCount>): number {
  let sum = 0;
  for (const { total } of counts.values()) sum += total;
  return sum;
}
