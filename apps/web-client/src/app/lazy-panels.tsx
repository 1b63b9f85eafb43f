import { Loader } from '@mantine/core';
import { lazy, type ReactElement, type ReactNode, Suspense } from 'react';
import { ErrorBoundary } from '../components/error-boundary.tsx';
import styles from './shell.module.css';

/** The panels that few visits need: loaded when they are opened for the first time. */
export const ChartsPanel = lazy(async () => ({
  default: (await import('../features/charts/charts-panel.tsx')).ChartsPanel,
}));
export const SequencePanel = lazy(async () => ({
  default: (await import('../features/sequence/sequence-panel.tsx')).SequencePanel,
}));
export const AdminPanel = lazy(async () => ({
  default: (await import('../features/admin/admin-panel.tsx')).AdminPanel,
}));

/** The place of a lazy panel: says that it loads, or why it cannot be shown. */
export function LazyPanel({ name, children }: { name: string; children: ReactNode }): ReactElement {
  return (
    <ErrorBoundary
      resetKey={name}
      fallback={(error) => (
        <p className={styles.failed} role="alert">
          {name} cannot be shown: {error.message}. Everything else works; reload the page to try again.
        </p>
      )}
    >
      <Suspense
        fallback={
          <p className={styles.failed}>
            <Loader size="sm" aria-label={`Loading ${name}`} role="status" />
          </p>
        }
      >
        {children}
      </Suspense>
    </ErrorBoundary>
  );
}
