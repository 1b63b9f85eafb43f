export { isBytes, toBytes, unifyBytes } from './bytes.ts';
export { type CallMeta, DEFAULT_DEADLINE, parseCallMeta } from './call-meta.ts';
export {
  type Contract,
  defineContract,
  defineEvents,
  defineServerEvents,
  isReserved,
  RESERVED_PREFIX,
  WIRE_VERSION,
} from './contract.ts';
export { isDuration, MAX_DURATION, toDuration } from './duration.ts';
export {
  DECLARED_ERROR_STATUS,
  ERROR_CODES,
  EventError,
  type EventErrorOptions,
  isStandardCode,
  type StandardCode,
  statusOf,
  toEventError,
} from './event-error.ts';
export type {
  ClientToServerEvents,
  EventMap,
  EventName,
  EventSpec,
  Example,
  PayloadInput,
  PayloadOutput,
  ResponseInput,
  ResponseOutput,
  ServerEventMap,
  ServerEventSpec,
  ServerToClientEvents,
} from './event-map.ts';
export { declaredError } from './event-map.ts';
export { fromJson, toJson } from './json-bytes.ts';
export { ownValue } from './own-value.ts';
export { type Policy, type PolicyDefaults, parseRate, policyProblems, type Rate } from './policy.ts';
export { REDACTED, redact, redactReply } from './redact.ts';
export {
  type AnyReply,
  type ErrorBody,
  fail,
  isReply,
  ok,
  type Reply,
  type ReplyError,
  type StandardError,
} from './reply.ts';
export {
  type InferInput,
  type InferOutput,
  type Issue,
  type Path,
  type Schema,
  toJsonSchema,
  type Validation,
  validate,
  validateNow,
} from './schema.ts';
export { isThenable } from './thenable.ts';
export {
  readValue,
  readValueNow,
  type Tolerated,
  type UnknownFields,
  writeValue,
  writeValueNow,
} from './tolerance.ts';
