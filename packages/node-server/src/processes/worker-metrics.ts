import { Counter, Registry } from 'prom-client';
import { type MetricValues, metricsText } from '../observability/metric-values.ts';

/** Milliseconds. */
const ANSWER_TIMEOUT = 1_000;

/** The metrics of all workers, each with a label of its own, and how often workers had to be replaced. */
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
   * All of them in the text format of Prometheus. `ask` asks the workers for theirs under an id, and returns how many were
   * asked; one that does not answer within a second is left out.
   */
  async text(ask: (id: number) => number): Promise<string> {
    const id = ++this.#last;
    const answers: MetricValues[][] = [];
    await new Promise<void>((resolve) => {
      const timeout = setTimeout(resolve, ANSWER_TIMEOUT);
      const asked = ask(id);
      this.#open.set(id, (metrics) => {
        answers.push(metrics);
        if (answers.length < asked) return;
        clearTimeout(timeout);
        resolve();
      });
    });
    this.#open.delete(id);
    answers.push(await this.#own.getMetricsAsJSON());
    return metricsText(answers);
  }

  /** Takes the metrics that one worker answered with. */
  take(id: number, metrics: MetricValues[]): void {
    this.#open.get(id)?.(metrics);
  }
}
