import { type Issue, type Schema, validateNow } from '@switchboard/contract';
import { messageOf } from '../../clients/link.ts';
import { checkJson, type JsonCheck } from '../../lib/args-draft.ts';
import type { Variables } from '../../lib/variables.ts';
import { COMPOSER } from '../../texts/composer.ts';

/** Reads a draft and checks what it says against the schema of its event. An empty text is no payload. */
export function checkDraft(text: string, schema: Schema, variables: Variables = {}): JsonCheck {
  if (text.trim() === '') {
    const isNeeded = issuesOf(schema, null).length > 0;
    const problems = isNeeded ? [{ path: [], message: COMPOSER.payloadMissing, fatal: false }] : [];
    return { json: { value: undefined }, payload: { value: null }, problems };
  }
  const draft = checkJson(text, variables);
  const { payload, problems } = draft;
  if (!payload) return draft;
  const issues = issuesOf(schema, payload.value).filter(
    ({ path }) => !problems.some((place) => isAt(path, place.path)),
  );
  return { ...draft, problems: [...problems, ...issues.map((issue) => ({ ...issue, fatal: false }))] };
}

function issuesOf(schema: Schema, value: unknown): readonly Issue[] {
  try {
    const validation = validateNow(schema, value);
    return validation.ok ? [] : validation.issues;
  } catch (error) {
    return [{ path: [], message: messageOf(error) }];
  }
}

function isAt(path: Issue['path'], place: Issue['path']): boolean {
  return path.length >= place.length && place.every((key, index) => path[index] === key);
}
