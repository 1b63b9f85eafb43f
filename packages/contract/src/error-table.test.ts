import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { DECLARED_ERROR_STATUS, ERROR_STATUSES } from './error-codes.ts';

const page = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8');

const rows = page
  .split(/\r?\n/)
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter(([, code]) => /^[A-Z_]+$/.test(code ?? ''));

it('lists in docs/errors.md exactly the standard codes, in their order, with their statuses', () => {
  const documented = rows.map(([, code, status]) => [code, status === '–' ? undefined : Number(status)]);
  expect(documented).toEqual(Object.entries(ERROR_STATUSES));
});

it('says of every code when it comes', () => {
  for (const [, code, , when] of rows) expect(when, code).toMatch(/\.$/);
});

it('names the status of declared errors', () => {
  expect(page).toContain(`HTTP status ${DECLARED_ERROR_STATUS}.`);
});
