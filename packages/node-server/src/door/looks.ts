/**
 * Returns what sets the timer for a look, unless it is set. Where `look` returns true it is called again after `ms`, and where
 * it returns a number, after that many milliseconds. The timer keeps no process alive.
 */
export function createLooks(ms: number, look: () => boolean | number): () => void {
  let isDue = false;

  function lookIn(delay: number): void {
    if (isDue) return;
    isDue = true;
    setTimeout(run, delay).unref();
  }
  function run(): void {
    isDue = false;
    const next = look();
    if (next !== false) lookIn(next === true ? ms : next);
  }
  return () => lookIn(ms);
}
