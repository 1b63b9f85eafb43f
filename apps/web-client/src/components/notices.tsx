import { lazy, type ReactElement, Suspense, useState } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { useNotices } from '../lib/notice.ts';
import { PARTS } from '../texts/shell.ts';
import { CopyByHand } from './copy.tsx';
import styles from './notices.module.css';
import ui from './ui.module.css';

const ShownNotices = lazy(async () => ({ default: (await import('./shown-notices.tsx')).ShownNotices }));

/** The one place of the notices of `notify`, and of a text that could not be copied. */
export function Notices(): ReactElement {
  const newest = useNotices((notices) => notices.at(-1));
  // What shows them is fetched with the first, and stays. Where it cannot be fetched the plain text stays.
  const [isFirstTold, setFirstTold] = useState(false);
  if (newest && !isFirstTold) setFirstTold(true);
  const plain = newest && <p className={ui.card}>{newest.text}</p>;
  return (
    <>
      <section aria-label={PARTS.notices} aria-live="polite" className={styles.notices} data-layer>
        {isFirstTold && (
          <ErrorBoundary fallbackRender={() => plain}>
            <Suspense fallback={plain}>
              <ShownNotices />
            </Suspense>
          </ErrorBoundary>
        )}
      </section>
      <CopyByHand />
    </>
  );
}
