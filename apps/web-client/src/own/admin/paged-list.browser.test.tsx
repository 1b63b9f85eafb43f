import { MantineProvider } from '@mantine/core';
import { expect, it } from 'vitest';
import { render } from 'vitest-browser-react';
import { PagedList, type Query } from './paged-list.tsx';

const NAMES = Array.from({ length: 45 }, (_, index) => `name ${String(index).padStart(2, '0')}`);

/** Answers as the server does. */
async function answer({ search = '', cursor = '', limit }: Query) {
  const found = NAMES.filter((name) => name.includes(search));
  const rest = found.filter((name) => name > cursor);
  const items = rest.slice(0, limit);
  const next = rest.length > limit ? items.at(-1) : undefined;
  return { ok: true as const, data: { items, total: found.length, ...(next !== undefined && { next }) } };
}

function list(ask: (query: Query) => ReturnType<typeof answer> | ReturnType<typeof refuse>, auto = false) {
  return (
    <MantineProvider deduplicateCssVariables={false}>
      <PagedList
        label="Names"
        ask={ask}
        columns={[{ header: 'Name', cell: (name: string) => name }]}
        keyOf={(name) => name}
        empty="There are none."
        auto={auto}
      />
    </MantineProvider>
  );
}

const refuse = async () => ({
  ok: false as const,
  error: { code: 'TOO_MANY_REQUESTS', message: 'Too many calls.', data: undefined },
});

it('goes through the pages and back, and begins anew with a search', async () => {
  const screen = await render(list(answer));
  await expect.element(screen.getByText('name 00')).toBeVisible();
  await expect.element(screen.getByText('45 in total')).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Previous' })).toBeDisabled();
  await screen.getByRole('button', { name: 'Next' }).click();
  await expect.element(screen.getByText('name 39')).toBeVisible();
  await screen.getByRole('button', { name: 'Next' }).click();
  await expect.element(screen.getByText('45 in total, page 3')).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Next' })).toBeDisabled();
  await screen.getByRole('textbox', { name: 'Search in Names' }).fill('name 1');
  await expect.element(screen.getByText('10 in total')).toBeVisible();
  await expect.element(screen.getByText('name 10')).toBeVisible();
  await screen.getByRole('textbox', { name: 'Search in Names' }).fill('nobody');
  await expect.element(screen.getByText('No entry contains this text.')).toBeVisible();
});

it('loads again by its button, and by itself only where that is on', async () => {
  let asked = 0;
  const count = (query: Query): ReturnType<typeof answer> => {
    asked += 1;
    return answer(query);
  };
  const screen = await render(list(count));
  await expect.element(screen.getByText('name 00')).toBeVisible();
  const before = asked;
  await screen.getByRole('button', { name: 'Refresh Names' }).click();
  await expect.poll(() => asked).toBe(before + 1);
  await screen.rerender(list(count, true));
  await expect.poll(() => asked).toBeGreaterThan(before + 3);
});

it('says why there is nothing', async () => {
  const screen = await render(list(refuse));
  await expect.element(screen.getByRole('alert')).toHaveTextContent('TOO_MANY_REQUESTS');
});
