import { isDuration, MAX_DURATION } from './duration.ts';
import { type EventMap, type EventSpec, schemasOf } from './event-map.ts';
import { opennessOf } from './open-objects.ts';
import { ownValue } from './own-value.ts';
import { isRate, type Policy } from './policy.ts';

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) > 0;
const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const isFlag = (value: unknown): boolean => typeof value === 'boolean';
const field = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;

/** What a rule takes, in words and as a test. */
type Rule = readonly [takes: string, accepts: (value: unknown) => boolean];

const RULES: { readonly [Name in keyof Policy]-?: Rule } = {
  scope: ['a text', isText],
  rate: ['like 20/s, 100/m or 1000/h', isRate],
  deadline: [`milliseconds, 1-${MAX_DURATION}`, isDuration],
  maxBytes: ['a number of bytes', isCount],
  order: [
    "'socket', 'none' or { key }",
    (value) => value === 'socket' || value === 'none' || isText(field(value, 'key')),
  ],
  concurrency: ['a whole number from 1', isCount],
  idempotent: ['true, false or { window }', (value) => isFlag(value) || isDuration(field(value, 'window'))],
  unknownFields: ["'drop' or 'refuse'", (value) => value === 'drop' || value === 'refuse'],
  http: ['true or false', isFlag],
};

/** What is wrong with the policies of these events, a line each; empty if each of them can be kept. */
export function policyProblems(events: EventMap): string[] {
  return Object.entries(events).flatMap(([event, spec]) =>
    problemsOf(spec).map((problem) => `"${event}": ${problem}`),
  );
}

function problemsOf(spec: EventSpec): string[] {
  const { policy = {}, response, payload } = spec;
  const problems: string[] = [];
  for (const [rule, value] of Object.entries(policy)) {
    const [takes, accepts] = ownValue<Rule>(RULES, rule) ?? [];
    if (!accepts) problems.push(`there is no rule "${rule}"`);
    else if (value !== undefined && !accepts(value)) problems.push(`${rule} must be ${takes}`);
  }
  if (policy.idempotent && !response) problems.push('idempotent needs a response to give again');
  if (typeof policy.order === 'object' && !payload) problems.push('order by a key needs a payload');
  if (
    policy.unknownFields === 'refuse' &&
    schemasOf(spec).some((schema) => opennessOf(schema) !== 'closed')
  ) {
    problems.push("unknownFields: 'refuse' needs closed objects: write z.strictObject instead of z.object");
  }
  return problems;
}
