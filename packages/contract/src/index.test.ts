import { expect, it } from 'vitest';
import * as surface from './index.ts';

it('exports exactly these names, so that an export is a decision', () => {
  expect(Object.keys(surface).sort()).toEqual([
    'DECLARED_ERROR_STATUS',
    'DEFAULT_DEADLINE',
    'ERROR_CODES',
    'EventError',
    'REDACTED',
    'defineContract',
    'defineEvents',
    'defineServerEvents',
    'fail',
    'fromJson',
    'isReply',
    'isStandardCode',
    'ok',
    'parseCallMeta',
    'parseRate',
    'policyProblems',
    'redact',
    'redactReply',
    'statusOf',
    'toEventError',
    'toJson',
    'toJsonSchema',
    'validate',
    'validateNow',
  ]);
});
