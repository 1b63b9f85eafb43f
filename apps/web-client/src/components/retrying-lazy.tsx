import { Button, Loader } from '@mantine/core';
import { type ComponentType, lazy, type ReactElement, Suspense, useState } from 'react';
import { ErrorBoundary } from './error-boundary.tsx';
import styles from './retrying-lazy.module.css';

/**
 * A part of the console that is fetched when it is first shown. What cannot be fetched, as while the server is away, or
 * what fails says so in its own place, with a button that tries again.
 */
export function retryingLazy<Props extends object>(
  name: string,
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  const make = (): ComponentType<Props> => lazy(async () => ({ default: await load() }));
  let shared = make();
  return function RetryingLazy(props: Props): ReactElement {
    const [Part, setPart] = useState(() => shared);
    const [attempt, setAttempt] = useState(0);
    const tryAgain = (): void => {
      shared = make();
      setPart(() => shared);
      setAttempt(attempt + 1);
    };
    return (
      <ErrorBoundary
        resetKey={`${attempt}`}
        fallback={({ message }) => (
          <div className={styles.failed} role="alert">
            <p>
              {name} cannot be shown: {message}
            </p>
            <p>If the server is away, wait until it answers; if it was updated, reload the page.</p>
            <Button variant="default" onClick={tryAgain}>
              Try again
            </Button>
          </div>
        )}
      >
        <Suspense fallback={<Loader size="sm" m="md" aria-label={`Loading: ${name}`} role="status" />}>
          <Part {...props} />
        </Suspense>
      </ErrorBoundary>
    );
  };
}
