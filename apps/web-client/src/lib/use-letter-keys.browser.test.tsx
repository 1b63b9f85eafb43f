import { expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { useLetterKeys } from './use-letter-keys.ts';

async function listen(dialog = false) {
  const heard = vi.fn<(key: string) => void>();
  function Host() {
    useLetterKeys({ f: () => heard('f'), '?': () => heard('?') });
    return (
      <>
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
        {dialog && <div role="dialog" aria-modal="true" aria-label="a dialog" />}
      </>
    );
  }
  return { heard, screen: await render(<Host />) };
}

it('hears a letter anywhere, and a sign however the keyboard makes it', async () => {
  const { heard, screen } = await listen();
  await screen.getByRole('button').click();
  await userEvent.keyboard('f{Shift>}?{/Shift}');
  expect(heard.mock.calls).toEqual([['f'], ['?']]);
});

it.each(['a field', 'an editor'])('leaves the letters to %s', async (name) => {
  const { heard, screen } = await listen();
  await screen.getByRole('textbox', { name }).click();
  await userEvent.keyboard('f?');
  expect(heard).not.toHaveBeenCalled();
});

it.each(['Control', 'Alt', 'Meta'])('leaves the keys with %s to the browser', async (modifier) => {
  const { heard, screen } = await listen();
  await screen.getByRole('button').click();
  await userEvent.keyboard(`{${modifier}>}f{/${modifier}}`);
  expect(heard).not.toHaveBeenCalled();
});

it('hears nothing behind a dialog', async () => {
  const { heard } = await listen(true);
  await userEvent.keyboard('f');
  expect(heard).not.toHaveBeenCalled();
});
