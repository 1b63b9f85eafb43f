import type { ReactElement } from 'react';
import { getErrorMessage } from 'react-error-boundary';
import { storeJson } from '../lib/stored-json.ts';
import styles from './failure-screen.module.css';

/** In place of the whole console, where it failed. Needs nothing that may have failed with it. */
export function FailureScreen({ error }: { error: unknown }): ReactElement {
  return (
    <main className={styles.screen}>
      <div className={styles.card} role="alert">
        <h1 className={styles.title}>The console failed</h1>
        <p>
          Reload it first. If it fails again, reset the layout: the picked event, the panels and their widths
          are reset. Your drafts are kept either way.
        </p>
        <pre className={styles.error}>{getErrorMessage(error)}</pre>
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
            {error instanceof Error ? error.stack : undefined}
          </pre>
        </details>
      </div>
    </main>
  );
}

const ARRANGED = ['switchboard.ui', 'switchboard.layout', 'switchboard.catalog'];

/** Forgets where the user was and how the panels were arranged, then loads the console again. Drafts are kept. */
function resetLayout(): void {
  for (const key of ARRANGED) storeJson(() => localStorage, key, undefined);
  // Without the query, which names the event.
  location.replace(location.pathname);
}
