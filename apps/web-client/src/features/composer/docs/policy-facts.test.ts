import { describe, expect, it } from 'vitest';
import { idempotentInWords, orderInWords, rateInWords } from './policy-facts.ts';

describe('a policy in words', () => {
  it('says the rate with its unit', () => {
    expect(rateInWords('20/s')).toBe('20 a second');
    expect(rateInWords('100/m')).toBe('100 a minute');
    expect(rateInWords('1/h')).toBe('1 an hour');
  });

  it('says what waits for what, if anything does', () => {
    expect(orderInWords('socket')).toBe('one at a time per connection');
    expect(orderInWords({ key: 'room' })).toBe('one at a time per room');
    expect(orderInWords('none')).toBeUndefined();
    expect(orderInWords(undefined)).toBeUndefined();
  });

  it('says how long a reply is given again, if it is', () => {
    expect(idempotentInWords(true)).toBe('repeated with the same id, gets the first reply again');
    expect(idempotentInWords({ window: 5_000 })).toMatch(/again for 5 s$/);
    expect(idempotentInWords(false)).toBeUndefined();
    expect(idempotentInWords(undefined)).toBeUndefined();
  });
});
