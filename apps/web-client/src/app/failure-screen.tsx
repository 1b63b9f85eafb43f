import type { ReactElement } from 'react';
import { getErrorMessage } from 'react-error-boundary';
import { storeJson } from '../lib/storage.ts';
import { SHELL } from '../texts/shell.ts';
import styles from './failure-screen.module.css';

/** In place of the whole console, where it failed. Needs nothing that may have failed with it. */
export function FailureScreen({ error }: { error: unknown }): ReactElement {
  return (
    <main className={styles.screen}>
      <div className={styles.card} role="alert">
        <h1 className={styles.title}>{SHELL.consoleFailed}</h1>
        <p>{SHELL.consoleFailedHelp}</p>
        <pre className={styles.error}>{getErrorMessage(error)}</pre>
        <div className={styles.actions}>
          <button type="button" className={styles.main} onClick={() => location.reload()}>
            {SHELL.reload}
          </button>
          <button type="button" onClick={resetLayout}>
            {SHELL.resetLayout}
          </button>
        </div>
        <details>
          <summary>{SHELL.forReport}</summary>
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
