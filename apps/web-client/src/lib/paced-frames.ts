/** Runs what it is given with the next frame, but two things at least `interval` milliseconds apart. */
export function pacedFrames(interval: number): (run: () => void) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (run) => {
    const withNextFrame = (): void => {
      requestAnimationFrame(() => {
        last = performance.now();
        run();
      });
    };
    const wait = last + interval - performance.now();
    if (wait <= 0) withNextFrame();
    else setTimeout(withNextFrame, wait);
  };
}
