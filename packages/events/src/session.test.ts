import { expect, it } from 'vitest';
import { UserName } from './session.ts';

it('trims a name before it is measured', () => {
  expect(UserName.parse('  Alice ')).toBe('Alice');
  expect(UserName.parse(` ${'x'.repeat(32)} `)).toBe('x'.repeat(32));
});

it.each(['', '   ', 'x'.repeat(33), 7])('refuses %j as a name', (name) => {
  expect(UserName.safeParse(name).success).toBe(false);
});
