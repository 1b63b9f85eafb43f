import { MAX_DURATION } from './duration.ts';
import { ERROR_MESSAGES } from './error-codes.ts';
import { ownValue } from './own-value.ts';
import type { ErrorBody } from './reply.ts';
import { type Issue, toPathKey } from './schema.ts';

export interface EventErrorOptions {
  message?: string;
  data?: unknown;
  issues?: Issue[];
  /** Milliseconds, at most 2,147,483,647, to which a longer time is cut. What is no such number is left out. */
  retryAfter?: number;
  /** Kept for the log; never sent. */
  cause?: unknown;
}

/** A failure that the caller may see, by its code. Thrown anywhere below the router, it becomes the reply. */
export class EventError extends Error {
  readonly code: string;
  readonly data: unknown;
  readonly issues: Issue[] | undefined;
  readonly retryAfter: number | undefined;

  constructor(code: string, options: EventErrorOptions = {}) {
    super(options.message ?? ownValue(ERROR_MESSAGES, code) ?? code, { cause: options.cause });
    this.name = 'EventError';
    this.code = code;
    this.data = options.data;
    this.issues = options.issues;
    this.retryAfter = options.retryAfter;
  }

  /** The error as it goes on the wire: no cause, no stack, and of issues nothing but path and message. */
  toBody(): ErrorBody {
    const body: ErrorBody = { code: this.code, message: this.message, data: this.data };
    if (Array.isArray(this.issues)) body.issues = this.issues.filter(isObject).map(toSentIssue);
    const { retryAfter } = this;
    if (typeof retryAfter === 'number' && retryAfter >= 0)
      body.retryAfter = Math.min(retryAfter, MAX_DURATION);
    return body;
  }
}

/**
 * An EventError without a stack: for what is the caller's fault, where a stack says nothing and would cost ten times as much as the
 * error.
 */
export function refusal(code: string, options?: EventErrorOptions): EventError {
  // Of V8; where there is no such limit, a stack is made. Source: https://v8.dev/docs/stack-trace-api
  const limits = Error as { stackTraceLimit?: number | undefined };
  const limit = limits.stackTraceLimit;
  limits.stackTraceLimit = 0;
  try {
    return new EventError(code, options);
  } finally {
    limits.stackTraceLimit = limit;
  }
}

/** Makes a known error of anything thrown: an EventError stays, the rest becomes INTERNAL_SERVER_ERROR with its cause. */
export function toEventError(thrown: unknown): EventError {
  return isEventError(thrown) ? thrown : new EventError('INTERNAL_SERVER_ERROR', { cause: thrown });
}

/** What was thrown, as text: anything can be thrown, also what has none, such as a Proxy that was revoked. */
export function thrownText(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return 'what was thrown has no text';
  }
}

function isEventError(value: unknown): value is EventError {
  try {
    return value instanceof EventError;
  } catch {
    return false; // A Proxy that was revoked, or whose handler throws.
  }
}

/** An issue without what was added to it. What a controller passes may have any shape. */
function toSentIssue({ path, message }: { readonly path?: unknown; readonly message?: unknown }): Issue {
  return {
    path: Array.isArray(path) ? path.map(toPathKey) : [],
    message: typeof message === 'string' ? message : '',
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
