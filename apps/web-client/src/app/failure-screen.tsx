import type { ReactElement } from 'react';
import styles from './failure-screen.module.css';
import { resetLayout } from './reset-layout.ts';

/** In place of the whole console, where it failed. Needs nothing that may have failed with it. */
export function FailureScreen({ error }: { error: Error }): ReactElement {
  return (
    <main className={styles.screen}>
      <div className={styles.card} role="alert">
        <h1 className={styles.title}>The console failed</h1>
        <p>
          Reload it first. If it fails again, reset the layout: the picked event, the panels and the widths of
          the rooms start anew. Your drafts are kept either way.
        </p>
        <pre className={styles.error}>{error.message}</pre>
        <div className={styles.actions}>
          <button type="button" className={styles.main} onClick={() => location.reload()}>
            Reload
          </button>
          <button type="button" onClick={resetLayout}>
            Reset the layout and reload
          </button>
        </div>
        <details>
          <summary>For a report</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs focus to be scrolled by key */}
          <pre className={styles.stack} tabIndex={0}>
            {error.stack}
          </pre>
        </details>
      </div>
    </main>
  );
}
