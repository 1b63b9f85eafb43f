import { beforeEach, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { type KeyScope, useKeySettings, useKeys } from './keys.ts';

interface Page {
  readonly scope?: Omit<KeyScope, 'root'> & { readonly ofPanel?: boolean };
  /** Stands on top of the panel. */
  readonly top?: 'dialog' | 'menu' | 'listbox';
}

async function listen({ scope: { ofPanel, ...scope } = {}, top }: Page = {}) {
  const heard = vi.fn<(key: string) => void>();
  function Host() {
    const root = { current: null as HTMLElement | null };
    const hear = (key: string) => () => heard(key);
    useKeys(
      { f: hear('f'), '?': hear('?'), Escape: hear('Escape'), 'mod+Enter': hear('send') },
      { ...scope, ...(ofPanel && { root }) },
    );
    return (
      <>
        <section
          ref={(element) => {
            root.current = element;
          }}
        >
          <input aria-label="a field" />
          {/* biome-ignore lint/a11y/useSemanticElements: what an editor is made of */}
          <div
            role="textbox"
            contentEditable
            suppressContentEditableWarning
            tabIndex={0}
            aria-label="an editor"
          >
            text
          </div>
          <button type="button">a button</button>
        </section>
        <input aria-label="another field" />
        {top && <div role={top}>something</div>}
      </>
    );
  }
  return { heard, screen: await render(<Host />) };
}

beforeEach(() => useKeySettings.getState().setLetters(true));

it('hears a letter anywhere, and a sign however the keyboard makes it', async () => {
  const { heard, screen } = await listen();
  await screen.getByRole('button').click();
  await userEvent.keyboard('f{Shift>}?{/Shift}');
  expect(heard.mock.calls).toEqual([['f'], ['?']]);
});

it.each(['a field', 'an editor'])('leaves the letters and Escape to %s', async (name) => {
  const { heard, screen } = await listen();
  await screen.getByRole('textbox', { name }).click();
  await userEvent.keyboard('f?{Escape}');
  expect(heard).not.toHaveBeenCalled();
});

it.each(['Control', 'Alt', 'Meta'])('leaves the letters with %s to the browser', async (modifier) => {
  const { heard, screen } = await listen();
  await screen.getByRole('button').click();
  await userEvent.keyboard(`{${modifier}>}f{/${modifier}}`);
  expect(heard).not.toHaveBeenCalled();
});

it.each(['dialog', 'menu', 'listbox'] as const)('hears nothing behind a %s', async (top) => {
  const { heard } = await listen({ top });
  await userEvent.keyboard('f{Escape}');
  expect(heard).not.toHaveBeenCalled();
});

it('hears no Escape that closed a dialog, gone by then', async () => {
  const { heard, screen } = await listen({ top: 'dialog' });
  const dialog = screen.getByRole('dialog').element();
  const close = (): void => dialog.setAttribute('hidden', '');
  window.addEventListener('keydown', close, { capture: true, once: true });
  await userEvent.keyboard('{Escape}');
  expect(dialog.checkVisibility()).toBe(false);
  expect(heard).not.toHaveBeenCalled();
});

it('hears no letters once they are turned off, but all other keys', async () => {
  const { heard, screen } = await listen();
  await screen.getByRole('button').click();
  useKeySettings.getState().setLetters(false);
  await userEvent.keyboard('f?{Escape}{Control>}{Enter}{/Control}');
  expect(heard.mock.calls).toEqual([['Escape'], ['send']]);
});

it('hears Ctrl+Enter in its panel and where nothing has the focus, not in another field or a dialog', async () => {
  const scope = { focused: true, ofPanel: true };
  const { heard, screen } = await listen({ scope });
  const send = (): Promise<void> => userEvent.keyboard('{Control>}{Enter}{/Control}');
  await send();
  await screen.getByRole('textbox', { name: 'a field' }).click();
  await send();
  expect(heard).toHaveBeenCalledTimes(2);
  await screen.getByRole('textbox', { name: 'another field' }).click();
  await send();
  expect(heard).toHaveBeenCalledTimes(2);
  await screen.unmount();
  const behind = await listen({ scope, top: 'dialog' });
  await send();
  expect(behind.heard).not.toHaveBeenCalled();
});
