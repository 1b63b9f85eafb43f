import { expectTypeOf, it } from 'vitest';
import type { ClientInspection } from './inspect-client.ts';

declare const tools: ClientInspection;

it('each kind of step has its own fields', () => {
  const hear = () =>
    tools.onStep((step) => {
      if (step.kind === 'waiting') expectTypeOf(step.until).toEqualTypeOf<number>();
      // @ts-expect-error only a wait has an end
      else step.until;
    });
  expectTypeOf(hear).returns.toEqualTypeOf<() => void>();
});
