const WIDTH = 16;

/** Bytes as a hex editor shows them: place, bytes in hexadecimal, and what of them is ASCII. */
export function hexLines(bytes: Uint8Array): string[] {
  const lines: string[] = [];
  for (let start = 0; start < bytes.length; start += WIDTH) {
    const part = [...bytes.subarray(start, start + WIDTH)];
    const place = start.toString(16).padStart(8, '0');
    const hex = part.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const text = part.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    lines.push(`${place}  ${hex.padEnd(WIDTH * 3 - 1)}  ${text}`);
  }
  return lines;
}
