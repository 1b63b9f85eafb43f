import { beforeEach, expect, it } from 'vitest';
import { render } from 'vitest-browser-react';
import { registerContracts } from '../../contract/contracts.ts';
import { argsDraftOf, writeArgsDraft } from '../../lib/args-draft.ts';
import { CUSTOM_NAME, CUSTOM_PAYLOAD, writeDraft } from '../../lib/drafts.ts';
import { ShownCustomComposer } from './shown-composer.fixture.tsx';

beforeEach(() => {
  registerContracts([
    {
      id: 'x',
      name: 'x',
      version: '1',
      namespace: '/',
      clientEventMap: {},
      serverEventMap: {},
      isRaw: false,
    },
  ]);
});

it('sends no draft with several arguments under a contract, and says which are too many', async () => {
  writeDraft(CUSTOM_NAME, 'sum');
  // As a client without a contract writes it.
  writeDraft(CUSTOM_PAYLOAD, writeArgsDraft(argsDraftOf([1, 9], true)));
  const screen = await render(<ShownCustomComposer />);
  await expect.element(screen.getByRole('textbox', { name: 'Argument 2' })).toHaveValue('9');
  const problems = screen.getByRole('region', { name: 'Problems' });
  await expect.element(problems).toHaveTextContent('An event of a contract carries one argument');
  await expect.element(screen.getByRole('button', { name: 'Send anyway (invalid)' })).not.toBeInTheDocument();
  await screen.getByRole('button', { name: 'Remove argument 2' }).click();
  await expect.element(problems).not.toBeInTheDocument();
  await expect.element(screen.getByRole('textbox', { name: 'Payload' })).toHaveValue('1');
});
