import { AggregatorRegistry, Counter, Registry } from 'prom-client';
import type { MetricValues } from '../observability/metrics.ts';

/** Milliseconds. */
const PATIENCE = 1_000;

/** The figures of all workers, each with its own label, and how often workers had to be replaced. */
export class WorkerMetrics {
  readonly #open = new Map<number, (metrics: MetricValues[]) => void>();
  readonly #own = new Registry();
  readonly #failures = new Counter({
    name: 'switchboard_worker_failures_total',
    help: 'Workers that ended by a fault, by their place.',
    labelNames: ['worker'],
    registers: [this.#own],
  });
  #last = 0;

  countFailure(slot: number): void {
    this.#failures.inc({ worker: slot });
  }

  /**
   * In the text format of Prometheus. `ask` sends the workers a question under an id, and gives how many were asked; a
   * worker that does not answer within a second is left out.
   */
  async text(ask: (id: number) => number): Promise<string> {
    const id = ++this.#last;
    const answers: MetricValues[][] = [];
    await new Promise<void>((resolve) => {
      const patience = setTimeout(resolve, PATIENCE);
      const asked = ask(id);
      this.#open.set(id, (metrics) => {
        answers.push(metrics);
        if (answers.length < asked) return;
        clearTimeout(patience);
        resolve();
      });
    });
    this.#open.delete(id);
    answers.push(await this.#own.getMetricsAsJSON());
    return AggregatorRegistry.aggregate(answers.map(keepAll)).metrics();
  }

  /** Takes the answer of one worker. */
  take(id: number, metrics: MetricValues[]): void {
    this.#open.get(id)?.(metrics);
  }
}

/** prom-client would leave out what makes no sense as a sum; with the label there are no sums. */
function keepAll(metrics: MetricValues[]): MetricValues[] {
  return metrics.map((metric) =>
    metric.aggregator === 'omit' ? { ...metric, aggregator: 'first' } : metric,
  );
}
