import type { ReactElement, ReactNode } from 'react';
import { ErrorBoundary, type FallbackProps, getErrorMessage } from 'react-error-boundary';
import ui from './ui.module.css';

export interface FailingProps {
  /** What is said in place of the children when they fail. */
  readonly text: (reason: string) => string;
  readonly actions?: (retry: () => void) => ReactNode;
  /** The children are tried again when one of these changes. */
  readonly resetKeys?: unknown[];
  /** What the failure is shown in. */
  readonly frame?: (failure: ReactElement) => ReactElement;
  readonly children: ReactNode;
}

/** What may fail: it says so in its own place, and takes nothing else along. */
export function Failing(props: FailingProps): ReactElement {
  const { text, actions, resetKeys = [], frame = (failure) => failure, children } = props;
  const failure = ({ error, resetErrorBoundary }: FallbackProps): ReactElement =>
    frame(
      <div className={ui.failed} role="alert">
        <p>{text(getErrorMessage(error) ?? '')}</p>
        {actions?.(resetErrorBoundary)}
      </div>,
    );
  return (
    <ErrorBoundary resetKeys={resetKeys} fallbackRender={failure}>
      {children}
    </ErrorBoundary>
  );
}
