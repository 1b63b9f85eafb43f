import { expect, it } from 'vitest';
import { createGeneratedApp } from './generated-app.ts';
import { typeCheck } from './type-check.ts';

/** What the compiler needed for 200 events, their controllers and 200 calls when this was last looked at. */
const INSTANTIATIONS = 307_149;

/** Times the budget. More than a new member of an interface, less than a condition that meets every event. */
const SLACK = 1.2;

const ADVICE = `The types of packages/contract, router or client have become dearer.
Look: "node --import tsx bench/types/main.ts 100 200" (dear per event, or per call?), then tsc --generateTrace on a generated app.
If the price is right, write the new number into INSTANTIATIONS of bench/types/budget.test.ts.`;

it('200 events with controllers and calls cost the compiler no more than their budget', async () => {
  using app = createGeneratedApp(200);
  const { instantiations } = await typeCheck(app.folder, 'one');
  expect(instantiations, ADVICE).toBeLessThanOrEqual(INSTANTIATIONS * SLACK);
});
