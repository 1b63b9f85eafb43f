import type { Logger } from 'pino';

/** Lines of one kind that are written in a second. */
const LINES = 10;
const SECOND = 1_000;

/** A line that outsiders can cause as often as they like. */
export interface LimitedLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly msg: string;
  /** One of a few words: lines of one message and reason are of one kind. */
  readonly reason: string;
}

/**
 * Returns what writes at most ten lines of one kind in a second, and then one that says how many were left out. What is
 * written has the reason and these facts.
 */
export function limitLines(logger: Logger): (line: LimitedLine, facts: object) => void {
  const kinds = new Map<string, { readonly line: LimitedLine; count: number }>();
  let startedAt = Number.NEGATIVE_INFINITY;
  let isDue = false;

  /** Ends the second, and says what was left out of it. */
  function end(): void {
    for (const { line, count } of kinds.values()) {
      const { level, msg, reason } = line;
      if (count > LINES)
        logger[level]({ reason, of: msg, omitted: count - LINES }, 'Lines of the log were left out');
    }
    kinds.clear();
  }
  function endLater(): void {
    isDue = false;
    startedAt = Number.NEGATIVE_INFINITY;
    end();
  }

  return (line, facts) => {
    const { level, msg, reason } = line;
    if (!logger.isLevelEnabled(level)) return;
    const now = performance.now();
    if (!isDue && now - startedAt >= SECOND) {
      kinds.clear();
      startedAt = now;
    }
    const key = `${level} ${reason} ${msg}`;
    const kind = kinds.get(key) ?? { line, count: 0 };
    kinds.set(key, kind);
    kind.count += 1;
    if (kind.count <= LINES) return void logger[level]({ reason, ...facts }, msg);
    if (isDue) return;
    isDue = true;
    setTimeout(endLater, Math.max(0, startedAt + SECOND - now)).unref();
  };
}
