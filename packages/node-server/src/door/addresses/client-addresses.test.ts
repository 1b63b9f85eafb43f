import { expect, it } from 'vitest';
import { AddressBook, PROXIED } from './client-addresses.ts';

const RATES = {
  maxConnectionsPerAddress: 2,
  maxNewConnectionsPerSecondPerAddress: 1,
  maxReceivedBytesPerSecondPerAddress: 1_000_000,
};

/** Opens a connection and closes it. */
function comeAndGo(book: AddressBook, block: string): void {
  const address = book.of(block);
  address.connections++;
  address.opened.take(1);
  address.connections--;
  book.forgetIdle(address);
}

it('an address with nothing open has used its rate still', () => {
  const book = new AddressBook(RATES);
  for (let i = 0; i < 2; i++) comeAndGo(book, '192.0.2.1');
  expect(book.inUse('192.0.2.1')).toBeUndefined();
  expect(book.mayOpen('192.0.2.1')).toBe(false);
  expect(book.mayOpen('192.0.2.2')).toBe(true);
});

it('an address is forgotten once its rate is given back, and one that came back is not', async () => {
  const book = new AddressBook({ ...RATES, maxNewConnectionsPerSecondPerAddress: 1_000 });
  const [first, second] = [book.of('192.0.2.1'), book.of('192.0.2.2')];
  comeAndGo(book, '192.0.2.1');
  comeAndGo(book, '192.0.2.2');
  second.sessions++;
  await expect.poll(() => book.of('192.0.2.1') === first).toBe(false);
  expect(book.of('192.0.2.2')).toBe(second);
});

it('no more than so many are kept with nothing open, the newest', () => {
  const book = new AddressBook(RATES);
  for (let i = 0; i < 50_010; i++) comeAndGo(book, `192.0.2.${i}`);
  expect(book.size).toBe(50_000);
});

it('what only a proxy knows is not limited by address', () => {
  const book = new AddressBook(RATES);
  for (let i = 0; i < 5; i++) comeAndGo(book, PROXIED);
  expect(book.mayOpen(PROXIED)).toBe(true);
  expect(book.inUse(PROXIED)).toBeUndefined();
  expect(book.receivedOf(book.of(PROXIED))).not.toBe(book.receivedOf(book.of(PROXIED)));
});
