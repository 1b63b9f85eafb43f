import type { ReactElement } from 'react';
import styles from './recordings.module.css';

const STEPS: readonly [title: string, text: string][] = [
  ['Record', 'Press Record, then use the console: log in, send, listen, with as many clients as you like.'],
  [
    'Replay',
    'Fresh clients do the same again, and you see what came out differently: replies, events, latencies.',
  ],
  ['Keep it as a test', 'Export the recording as a Playwright test: one file that runs as it is.'],
];

/** Says what a recording is for, and how to make the first. */
export function EmptyState(): ReactElement {
  return (
    <section className={styles.empty} aria-labelledby="no-recordings">
      <h2 id="no-recordings" className={styles.title}>
        No recordings yet
      </h2>
      <p className={styles.lead}>
        A recording holds what every client sends, gets and hears. Make one before you change the server,
        replay it afterwards, and you know what changed.
      </p>
      <ol className={styles.steps}>
        {STEPS.map(([title, text]) => (
          <li key={title}>
            <strong>{title}.</strong> {text}
          </li>
        ))}
      </ol>
    </section>
  );
}
