/** The 12 bytes by which the binary header is known. */
export const SIGNATURE = Buffer.from([13, 10, 13, 10, 0, 13, 10, 81, 85, 73, 84, 10]);

/** A binary header: version and command, family and transport, and what follows. */
export function binary(command: number, family: number, following: Buffer = Buffer.alloc(0)): Buffer {
  const [high, low] = [following.length >> 8, following.length & 0xff];
  return Buffer.concat([SIGNATURE, Buffer.from([command, family, high, low]), following]);
}

/** Two addresses of IPv4, and their ports. */
export function inet(source: string, port: number): Buffer {
  const ports = Buffer.from([port >> 8, port & 0xff, 0x20, 0xfb]);
  return Buffer.concat([Buffer.from(source.split('.').map(Number)), Buffer.from([10, 0, 0, 1]), ports]);
}

/** Two addresses of IPv6, the source in 32 hexadecimal digits, and their ports. */
export function inet6(source: string, port: number): Buffer {
  const ports = Buffer.from([port >> 8, port & 0xff, 0x20, 0xfb]);
  return Buffer.concat([Buffer.from(source, 'hex'), Buffer.alloc(16, 1), ports]);
}

/** Something that a proxy adds behind the addresses. */
export function tlv(type: number, value: Buffer): Buffer {
  return Buffer.concat([Buffer.from([type, value.length >> 8, value.length & 0xff]), value]);
}

/** The header of a connection that a proxy passes on for this client. */
export function proxied(address: string, port = 4242): Buffer {
  return binary(0x21, 0x11, inet(address, port));
}

/** The header of a connection that a proxy makes for itself, such as a health check. */
export const LOCAL = binary(0x20, 0x00);
