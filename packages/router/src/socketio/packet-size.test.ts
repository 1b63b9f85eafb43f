import { describe, expect, it } from 'vitest';
import { MAX_JOINS, measuringParser } from './packet-size.ts';

const CONNECT = '0';
const DISCONNECT = '1';
const connects = (count: number) => Array.from({ length: count }, () => CONNECT);

function decode(packets: readonly string[]): number {
  const decoder = new measuringParser.Decoder();
  let decoded = 0;
  decoder.on('decoded', () => {
    decoded += 1;
  });
  for (const packet of packets) decoder.add(packet);
  return decoded;
}

describe('the decoder', () => {
  it('lets a connection join its namespaces', () => {
    expect(decode(connects(MAX_JOINS))).toBe(MAX_JOINS);
  });

  it('refuses a connection that asks for more, before Socket.IO makes a socket of it', () => {
    expect(() => decode(connects(MAX_JOINS + 1))).toThrow('at most 32 namespaces');
  });

  it('lets a namespace be left and joined again as often as one likes', () => {
    const packets = Array.from({ length: 100 }, () => [CONNECT, DISCONNECT]).flat();
    expect(decode(packets)).toBe(packets.length);
  });
});
