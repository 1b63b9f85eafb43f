import { isIPv4, isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';

/** The other end of a connection. */
export interface Peer {
  readonly address: string;
  readonly port: number;
  readonly family: 'IPv4' | 'IPv6';
}

/** What a proxy says of a connection before its first byte. */
export interface ProxyHeader {
  /** How many bytes it has. Those behind the addresses, which nobody needs, may not be there yet. */
  readonly length: number;
  /** The client; `undefined` where the proxy names none (LOCAL, UNKNOWN, UNSPEC, UNIX): then the connection's own address counts. */
  readonly client: Peer | undefined;
}

/** The longest header in text; no header needs more bytes to be read. */
const MAX_HEADER_TEXT = 107;

const SIGNATURE = Buffer.from('\r\n\r\n\0\r\nQUIT\n', 'latin1');
const TEXT_BEGIN = Buffer.from('PROXY ', 'latin1');
/** Of the binary header: signature, version and command, family and transport, and how many bytes follow. */
const FIXED_BYTES = 16;
const [LOCAL, PROXY] = [0, 1];
const [UNSPEC, INET, UNIX] = [0, 1, 3];
const [STREAM, DGRAM] = [1, 2];
/** Bytes of the two addresses and ports, by family. */
const ADDRESS_BYTES = [0, 12, 36, 216];

/**
 * Reads a PROXY header, of version 1 (text) or 2 (binary), at the begin of what came so far. `incomplete` as long as more bytes
 * can make a header of it, `missing` as soon as it begins with none, `invalid` as soon as the one it begins with is not well
 * formed. Source: https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt
 */
export function parseProxyHeader(bytes: Buffer): ProxyHeader | 'incomplete' | 'missing' | 'invalid' {
  if (begins(bytes, SIGNATURE)) return parseBinary(bytes);
  return begins(bytes, TEXT_BEGIN) ? parseText(bytes) : 'missing';
}

function begins(bytes: Buffer, begin: Buffer): boolean {
  const length = Math.min(bytes.length, begin.length);
  return bytes.compare(begin, 0, length, 0, length) === 0;
}

function parseBinary(bytes: Buffer): ProxyHeader | 'incomplete' | 'invalid' {
  if (bytes.length < FIXED_BYTES) return 'incomplete';
  const [version, command] = halves(bytes.readUInt8(12));
  const [family, transport] = halves(bytes.readUInt8(13));
  const following = bytes.readUInt16BE(14);
  const nobody = { length: FIXED_BYTES + following, client: undefined };
  if (version !== 2 || command > PROXY) return 'invalid';
  if (command === LOCAL) return nobody;
  if (family > UNIX || transport > DGRAM) return 'invalid';
  if (family === UNSPEC || transport === UNSPEC) return nobody;
  const addressBytes = ADDRESS_BYTES[family] as number;
  if (following < addressBytes) return 'invalid';
  if (family === UNIX || transport !== STREAM) return nobody;
  if (bytes.length < FIXED_BYTES + addressBytes) return 'incomplete';
  const size = family === INET ? 4 : 16;
  const address = ipaddr.fromByteArray([...bytes.subarray(FIXED_BYTES, FIXED_BYTES + size)]);
  return { ...nobody, client: peer(address, bytes.readUInt16BE(FIXED_BYTES + 2 * size)) };
}

function halves(byte: number): [high: number, low: number] {
  return [byte >> 4, byte & 0x0f];
}

function parseText(bytes: Buffer): ProxyHeader | 'incomplete' | 'invalid' {
  const text = bytes.toString('latin1', 0, MAX_HEADER_TEXT);
  const end = text.indexOf('\r\n');
  if (end < 0) return text.length < MAX_HEADER_TEXT && !/\n|\r./s.test(text) ? 'incomplete' : 'invalid';
  const line = text.slice(0, end);
  const length = end + 2;
  if (/^PROXY UNKNOWN(?: |$)/.test(line)) return { length, client: undefined };
  const [, family, source = '', destination = '', ...ports] =
    /^PROXY TCP([46]) ([\da-fA-F:.]+) ([\da-fA-F:.]+) (0|[1-9]\d{0,4}) (0|[1-9]\d{0,4})$/.exec(line) ?? [];
  const isAddress = family === '4' ? isIPv4 : isIPv6;
  if (!isAddress(source) || !isAddress(destination)) return 'invalid';
  const [port = 0, destinationPort = 0] = ports.map(Number);
  if (port > 65_535 || destinationPort > 65_535) return 'invalid';
  return { length, client: peer(ipaddr.parse(source), port) };
}

/** An IPv4 address in the form of IPv6 is that IPv4 address. */
function peer(address: ipaddr.IPv4 | ipaddr.IPv6, port: number): Peer {
  const plain =
    address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
  return { address: plain.toString(), port, family: plain.kind() === 'ipv4' ? 'IPv4' : 'IPv6' };
}
