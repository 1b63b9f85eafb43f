import { Button, Group, Loader } from '@mantine/core';
import { type ComponentType, lazy, type ReactElement, Suspense, useState } from 'react';
import { PARTS } from '../texts/shell.ts';
import { Dialog } from './dialog.tsx';
import { Failing } from './failing.tsx';

type Load<Module> = () => Promise<Module>;
type PropsOf<Part, Base = object> = Part extends ComponentType<infer Props extends Base> ? Props : never;

/**
 * A part of the console that is fetched when it is first shown; `part` is what its module exports it as. What cannot be
 * fetched, as while the server is away, or what fails says so in its own place, with a button that tries again.
 */
export function lazyPart<Module, Part extends keyof Module>(name: string, load: Load<Module>, part: Part) {
  const waiting = <Loader size="sm" m="md" aria-label={PARTS.loading(name)} role="status" />;
  return retried<Module, PropsOf<Module[Part]>>(name, load, part, { waiting, show: (failure) => failure });
}

/** A dialog that is fetched when it is first opened. Until it is there, single letters do nothing, as in every dialog. */
export function lazyDialog<Module, Part extends keyof Module>(name: string, load: Load<Module>, part: Part) {
  return retried<Module, PropsOf<Module[Part], { onClose: () => void }>>(name, load, part, {
    waiting: <div hidden data-modal-loading />,
    show: (failure, { onClose }) => (
      <Dialog opened onClose={onClose} title={name}>
        {failure}
      </Dialog>
    ),
  });
}

interface Place<Props> {
  readonly waiting: ReactElement;
  readonly show: (failure: ReactElement, props: Props) => ReactElement;
}

function retried<Module, Props extends object>(
  name: string,
  load: Load<Module>,
  part: keyof Module,
  { waiting, show }: Place<Props>,
): (props: Props) => ReactElement {
  const make = (from: Load<Module>): ComponentType<Props> =>
    lazy(async () => ({ default: (await from())[part] as ComponentType<Props> }));
  let shared = make(load);
  return function LazyPart(props: Props): ReactElement {
    const [Part, setPart] = useState(() => shared);
    const tryAgain = (): void => {
      shared = make(() => loadAgain(load));
      setPart(() => shared);
    };
    const actions = (): ReactElement => (
      <>
        <p>{PARTS.partFailedHelp}</p>
        <Group gap="xs">
          <Button variant="default" onClick={tryAgain}>
            {PARTS.tryAgain}
          </Button>
          <Button variant="default" onClick={() => location.reload()}>
            {PARTS.reloadPage}
          </Button>
        </Group>
      </>
    );
    return (
      <Failing
        text={(reason) => PARTS.partFailed(name, reason)}
        actions={actions}
        resetKeys={[Part]}
        frame={(failure) => show(failure, props)}
      >
        <Suspense fallback={waiting}>
          <Part {...props} />
        </Suspense>
      </Failing>
    );
  };
}

let attempts = 0;

/**
 * Imports a module again whose fetch failed. A browser remembers the failure of an address for as long as the page lives,
 * so it takes another one. The module's own styles, which failed with it, come first.
 */
async function loadAgain<Module>(load: Load<Module>): Promise<Module> {
  const sheets = [...document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')];
  await Promise.all(sheets.filter(({ sheet }) => !sheet).map(fetchStyles));
  return load().catch((error: unknown) => {
    // Chrome and Firefox name the address that failed.
    const [address] = /https?:\/\/\S+\.[jt]sx?\b/.exec(String(error)) ?? [];
    if (address === undefined) throw error;
    attempts++;
    return import(/* @vite-ignore */ `${address}?retry=${attempts}`) as Promise<Module>;
  });
}

function fetchStyles(link: HTMLLinkElement): Promise<void> {
  return new Promise((resolve, reject) => {
    const again = link.cloneNode() as HTMLLinkElement;
    again.onload = () => resolve();
    again.onerror = () => reject(new Error(PARTS.notFetched(link.href)));
    link.replaceWith(again);
  });
}
