export { assertBinary, assertNoBlob, assertPartCount, isBytes, toBytes, unifyBytes } from './bytes.ts';
export { type CallMeta, DEFAULT_DEADLINE, parseCallMeta } from './call-meta.ts';
export { type ConnectionLimits, LIMITS_EVENT, parseLimits } from './connection-limits.ts';
export {
  type Contract,
  defineContract,
  defineEvents,
  defineServerEvents,
  isReserved,
  isSocketIoEvent,
  RESERVED_PREFIX,
  WIRE_VERSION,
} from './contract.ts';
export {
  CLOSE_CODES,
  CUT_REASONS,
  type CutBody,
  type CutReason,
  cutReasonOf,
  isCutReason,
} from './cut-reasons.ts';
export { declaredPart } from './declared-part.ts';
export { isDuration, MAX_DURATION, toDuration } from './duration.ts';
export {
  DECLARED_ERROR_STATUS,
  ERROR_MESSAGES,
  ERROR_STATUSES,
  isStandardCode,
  type StandardCode,
  statusOf,
} from './error-codes.ts';
export { EventError, type EventErrorOptions, refusal, thrownText, toEventError } from './event-error.ts';
export {
  declaredError,
  type EventMap,
  type EventName,
  type EventSpec,
  type Example,
  type PayloadInput,
  type PayloadOutput,
  type ResponseInput,
  type ResponseOutput,
  type ServerEventMap,
  type ServerEventSpec,
} from './event-map.ts';
export { fromJson, toJson } from './json-bytes.ts';
export { ownValue } from './own-value.ts';
export { type Policy, type PolicyDefaults, parseRate, type Rate } from './policy.ts';
export { policyProblems } from './policy-problems.ts';
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
export { isSimple } from './simple-value.ts';
export type { ClientToServerEvents, ServerToClientEvents } from './socket-events.ts';
export { after, isThenable, type MaybePromise } from './thenable.ts';
export {
  readValue,
  readValueNow,
  type Tolerated,
  type UnknownFields,
  writeValue,
  writeValueNow,
} from './tolerance.ts';
