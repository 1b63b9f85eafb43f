import { beforeEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { z } from 'zod';
import { draftKey } from '../../../drafts/drafts.ts';
import { HERE } from '../../../links/destination.fixture.ts';
import { freshEvent, ShownComposer, withPayload } from '../shown-composer.fixture.tsx';

const bytes = z
  .custom<Uint8Array>((value) => value instanceof Uint8Array, 'must be binary')
  .meta({ format: 'binary' });
const spec = withPayload(z.strictObject({ data: bytes }), { examples: [{ name: 'none', payload: {} }] });

/** The draft as it is stored. */
const draftOf = (event: string): unknown =>
  JSON.parse(
    JSON.parse(localStorage.getItem(`switchboard.drafts.${draftKey(HERE, event)}`) ?? '"null"') as string,
  );

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

describe('a binary field', () => {
  it('is filled from a file, shown by its size, and read in hex', async () => {
    const event = freshEvent();
    const screen = await render(<ShownComposer event={event} spec={spec} />);
    const file = new File([Uint8Array.of(72, 105, 0, 255)], 'a.bin');
    await userEvent.upload(screen.getByLabelText('data'), file);
    await expect.element(screen.getByText('4 B')).toBeVisible();
    expect(draftOf(event)).toEqual({ data: { $bytes: 'SGkA/w==' } });
    await screen.getByText('Bytes of data').click();
    await expect
      .element(screen.getByRole('region', { name: 'Bytes of data' }))
      .toHaveTextContent('48 69 00 ff Hi..');
  });

  it('takes hex, base64 and text, and shows the same bytes in each', async () => {
    const event = freshEvent();
    const screen = await render(<ShownComposer event={event} spec={spec} />);
    await screen.getByText('Hex', { exact: true }).click();
    await screen.getByRole('textbox', { name: 'data' }).fill('48 69');
    expect(draftOf(event)).toEqual({ data: { $bytes: 'SGk=' } });
    await screen.getByText('Base64', { exact: true }).click();
    await expect.element(screen.getByRole('textbox', { name: 'data' })).toHaveValue('SGk=');
    await screen.getByText('Text', { exact: true }).click();
    await expect.element(screen.getByRole('textbox', { name: 'data' })).toHaveValue('Hi');
    await screen.getByRole('textbox', { name: 'data' }).fill('Hé');
    expect(draftOf(event)).toEqual({ data: { $bytes: 'SMOp' } });
  });

  it('refuses bad hex and base64 at the field, with the position, and loses neither text nor bytes', async () => {
    const event = freshEvent();
    const screen = await render(<ShownComposer event={event} spec={spec} />);
    await screen.getByText('Hex', { exact: true }).click();
    await screen.getByRole('textbox', { name: 'data' }).fill('48 6g');
    await expect.element(screen.getByRole('region', { name: 'Problems' })).toHaveTextContent('at position 5');
    await screen.getByText('Base64', { exact: true }).click();
    await screen.getByRole('textbox', { name: 'data' }).fill('AAA');
    await expect
      .element(screen.getByRole('region', { name: 'Problems' }))
      .toHaveTextContent('ends too early');
    await screen.getByRole('tab', { name: 'JSON' }).click();
    await screen.getByRole('tab', { name: 'Form' }).click();
    await expect.element(screen.getByRole('textbox', { name: 'data' })).toHaveValue('AAA');
  });

  it('refuses a file that is too large, and keeps what was there', async () => {
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
});
