import { MantineProvider } from '@mantine/core';
import { expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import '../app/mantine-styles.ts';
import '../app/tokens.css';
import { CopyByHand, copy } from './copy.tsx';
import { Dialog } from './dialog.tsx';

it('shows a text that the browser does not let it copy, over the dialog from which it comes', async () => {
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('forbidden'));
  await render(
    <MantineProvider deduplicateCssVariables={false}>
      <CopyByHand />
      <Dialog opened onClose={() => undefined} title="Share a link">
        <p>the link</p>
      </Dialog>
    </MantineProvider>,
  );
  await copy('#share=1.abc', 'the link');
  const field = page.getByRole('dialog', { name: 'Copy it by hand' }).getByRole('textbox');
  await expect.element(field).toHaveValue('#share=1.abc');
  // What is covered cannot be clicked.
  await field.click();
  await page.getByRole('dialog', { name: 'Copy it by hand' }).getByRole('button', { name: 'Close' }).click();
  await expect.element(field).not.toBeInTheDocument();
});
