/** `12,345`. */
export function count(number: number): string {
  return number.toLocaleString('en');
}

/** `1 call`, `2 calls`, `no calls`. */
export function countOf(number: number, one: string): string {
  if (number === 0) return `no ${one}s`;
  return number === 1 ? `1 ${one}` : `${count(number)} ${one}s`;
}
