import { Button, Loader } from '@mantine/core';
import { type ComponentType, lazy, type ReactElement, type ReactNode, Suspense, useState } from 'react';
import { ErrorBoundary, getErrorMessage } from 'react-error-boundary';
import { Dialog } from './dialog.tsx';
import ui from './ui.module.css';

type Load<Props> = () => Promise<ComponentType<Props>>;

/**
 * A part of the console that is fetched when it is first shown. What cannot be fetched, as while the server is away, or
 * what fails says so in its own place, with a button that tries again.
 */
export function lazyPart<Props extends object>(name: string, load: Load<Props>): ComponentType<Props> {
  const waiting = <Loader size="sm" m="md" aria-label={`Loading: ${name}`} role="status" />;
  return retried(load, waiting, (failure) => failure(name));
}

/** A dialog that is fetched when it is first opened. Until it is there, single letters do nothing, as in every dialog. */
export function lazyDialog<Props extends { onClose: () => void }>(
  name: string,
  load: Load<Props>,
): ComponentType<Props> {
  const waiting = <div hidden data-modal-loading />;
  return retried(load, waiting, (failure, { onClose }) => (
    <Dialog opened onClose={onClose} title={name}>
      {failure(name)}
    </Dialog>
  ));
}

function retried<Props extends object>(
  load: Load<Props>,
  waiting: ReactNode,
  place: (failure: (name: string) => ReactElement, props: Props) => ReactElement,
): ComponentType<Props> {
  const make = (): ComponentType<Props> => lazy(async () => ({ default: await load() }));
  let shared = make();
  return function LazyPart(props: Props): ReactElement {
    const [Part, setPart] = useState(() => shared);
    const [attempt, setAttempt] = useState(0);
    const tryAgain = (): void => {
      shared = make();
      setPart(() => shared);
      setAttempt(attempt + 1);
    };
    return (
      <ErrorBoundary
        resetKeys={[attempt]}
        fallbackRender={({ error }) =>
          place((name) => <Failure name={name} error={error} onTryAgain={tryAgain} />, props)
        }
      >
        <Suspense fallback={waiting}>
          <Part {...props} />
        </Suspense>
      </ErrorBoundary>
    );
  };
}

interface FailureProps {
  readonly name: string;
  readonly error: unknown;
  readonly onTryAgain: () => void;
}

function Failure({ name, error, onTryAgain }: FailureProps): ReactElement {
  return (
    <div className={ui.failed} role="alert">
      <p>
        {name} cannot be shown: {getErrorMessage(error)}
      </p>
      <p>If the server is away, wait until it answers; if it was updated, reload the page.</p>
      <Button variant="default" onClick={onTryAgain}>
        Try again
      </Button>
    </div>
  );
}
