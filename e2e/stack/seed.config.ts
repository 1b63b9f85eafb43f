/** What the random choices of a test follow from: SWITCHBOARD_SEED, to repeat a run, or a new one each time. */
export function chooseSeed(): number {
  return Number(process.env.SWITCHBOARD_SEED ?? Date.now() % 1_000_000);
}
