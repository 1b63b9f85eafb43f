import type { ReactElement } from 'react';
import { getErrorMessage } from 'react-error-boundary';
import ui from '../components/ui.module.css';
import { forgetStored, LAYOUT } from '../lib/storage.ts';
import { dropTimeline } from '../session/kept-log.ts';
import { SHELL } from '../texts/shell.ts';

/** In place of the whole console, where it failed. Needs nothing that may have failed with it. */
export function FailureScreen({ error }: { error: unknown }): ReactElement {
  return (
    <main className={ui.failed} style={{ margin: '10vh auto', maxWidth: 560 }}>
      <div className={ui.stack} role="alert">
        <h1 className={ui.title}>{SHELL.consoleFailed}</h1>
        <p>{SHELL.consoleFailedHelp}</p>
        <pre className={ui.bad}>{getErrorMessage(error)}</pre>
      </div>
      <div className={ui.bar}>
        <button type="button" onClick={() => location.reload()}>
          {SHELL.reload}
        </button>
        <button type="button" onClick={resetLayout}>
          {SHELL.resetLayout}
        </button>
      </div>
      <details>
        <summary>{SHELL.forReport}</summary>
        <pre>{error instanceof Error ? error.stack : undefined}</pre>
      </details>
    </main>
  );
}

/** Forgets where the user was, how the panels were arranged and the kept timeline, then loads the console again. Drafts are kept. */
function resetLayout(): void {
  forgetStored(() => localStorage, LAYOUT);
  dropTimeline();
  // Without the query, which names the event.
  location.replace(location.pathname);
}
