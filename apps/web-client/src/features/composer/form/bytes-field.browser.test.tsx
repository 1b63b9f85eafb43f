import { expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { z } from 'zod';
import { freshEvent, ShownComposer, withPayload } from '../shown-composer.fixture.tsx';

const bytes = z
  .custom<Uint8Array>((value) => value instanceof Uint8Array, 'must be binary')
  .meta({ format: 'binary' });
const spec = withPayload(z.strictObject({ data: bytes }), { examples: [{ name: 'none', payload: {} }] });

it('a file that is too large is refused, and what was there stays', async () => {
  const screen = await render(<ShownComposer event={freshEvent()} spec={spec} />);
  const choose = (size: number): Promise<void> => {
    const field = screen.container.querySelector('input[type="file"]') as HTMLInputElement;
    return userEvent.upload(field, new File([new Uint8Array(size)], 'file.bin'));
  };
  await expect.element(screen.getByLabelText('data')).toBeVisible();
  await choose(3);
  await choose(9 * 1024 * 1024);
  await expect.element(screen.getByText('The file has 9 MiB: choose one of at most 8 MiB.')).toBeVisible();
  await expect.element(screen.getByText('3 B', { exact: true })).toBeVisible();
  await choose(4);
  await expect.element(screen.getByText('4 B', { exact: true })).toBeVisible();
  await expect.element(screen.getByText('The file has')).not.toBeInTheDocument();
});
