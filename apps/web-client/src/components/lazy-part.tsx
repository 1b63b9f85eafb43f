import { Button, Loader } from '@mantine/core';
import { type ComponentType, lazy, type ReactElement, type ReactNode, Suspense, useState } from 'react';
import { ErrorBoundary, getErrorMessage } from 'react-error-boundary';
import { PARTS } from '../texts/shell.ts';
import { Dialog } from './dialog.tsx';
import { loadAgain } from './load-again.ts';
import ui from './ui.module.css';

/** Imports the module of a part. */
type Load<Module> = () => Promise<Module>;
type Pick<Module, Props> = (module: Module) => ComponentType<Props>;

/**
 * A part of the console that is fetched when it is first shown. What cannot be fetched, as while the server is away, or
 * what fails says so in its own place, with a button that tries again.
 */
export function lazyPart<Props extends object>(
  name: string,
  load: Load<ComponentType<Props>>,
): ComponentType<Props>;
export function lazyPart<Module, Props extends object>(
  name: string,
  load: Load<Module>,
  pick: Pick<Module, Props>,
): ComponentType<Props>;
export function lazyPart<Module, Props extends object>(
  name: string,
  load: Load<Module>,
  pick: Pick<Module, Props> = asComponent,
): ComponentType<Props> {
  const waiting = <Loader size="sm" m="md" aria-label={PARTS.loading(name)} role="status" />;
  return retried(load, pick, waiting, (failure) => failure(name));
}

/** A dialog that is fetched when it is first opened. Until it is there, single letters do nothing, as in every dialog. */
export function lazyDialog<Props extends { onClose: () => void }>(
  name: string,
  load: Load<ComponentType<Props>>,
): ComponentType<Props>;
export function lazyDialog<Module, Props extends { onClose: () => void }>(
  name: string,
  load: Load<Module>,
  pick: Pick<Module, Props>,
): ComponentType<Props>;
export function lazyDialog<Module, Props extends { onClose: () => void }>(
  name: string,
  load: Load<Module>,
  pick: Pick<Module, Props> = asComponent,
): ComponentType<Props> {
  const waiting = <div hidden data-modal-loading />;
  return retried(load, pick, waiting, (failure, { onClose }) => (
    <Dialog opened onClose={onClose} title={name}>
      {failure(name)}
    </Dialog>
  ));
}

function retried<Module, Props extends object>(
  load: Load<Module>,
  pick: Pick<Module, Props>,
  waiting: ReactNode,
  place: (failure: (name: string) => ReactElement, props: Props) => ReactElement,
): ComponentType<Props> {
  const make = (from: Load<Module>): ComponentType<Props> =>
    lazy(async () => ({ default: pick(await from()) }));
  let shared = make(load);
  return function LazyPart(props: Props): ReactElement {
    const [Part, setPart] = useState(() => shared);
    const [attempt, setAttempt] = useState(0);
    const tryAgain = (): void => {
      shared = make(() => loadAgain(load));
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

/** Of a `load` that gives the component itself. */
function asComponent<Props>(module: unknown): ComponentType<Props> {
  return module as ComponentType<Props>;
}

interface FailureProps {
  readonly name: string;
  readonly error: unknown;
  readonly onTryAgain: () => void;
}

function Failure({ name, error, onTryAgain }: FailureProps): ReactElement {
  return (
    <div className={ui.failed} role="alert">
      <p>{PARTS.partFailed(name, getErrorMessage(error) ?? '')}</p>
      <p>{PARTS.partFailedHelp}</p>
      <div className={ui.bar}>
        <Button variant="default" onClick={onTryAgain}>
          {PARTS.tryAgain}
        </Button>
        <Button variant="default" onClick={() => location.reload()}>
          {PARTS.reloadPage}
        </Button>
      </div>
    </div>
  );
}
