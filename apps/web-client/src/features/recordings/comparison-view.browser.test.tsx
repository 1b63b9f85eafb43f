import { MantineProvider } from '@mantine/core';
import { expect, it, onTestFinished } from 'vitest';
import { render } from 'vitest-browser-react';
import { Notices } from '../../components/notices.tsx';
import { heardRaw, rawRecordingOf } from '../../recordings/recording.fixture.ts';
import { ComparisonView } from './comparison-view.tsx';
import { useRecordings } from './recordings-store.ts';

it('says in words what differs and what is ignored', async () => {
  const recording = rawRecordingOf([
    heardRaw(0, 'order', 5, { total: { $integer: '9007199254740993' } }),
    heardRaw(1, 'list', [{ n: 1 }, 2]),
  ]);
  const again = rawRecordingOf([
    heardRaw(0, 'order', 6, { total: { $integer: '9007199254740993' } }),
    heardRaw(1, 'list', [{ n: 3 }, 4]),
    heardRaw(2, 'news'),
  ]);
  const ignored = [
    { event: 'stock', path: '' },
    { event: 'list', path: '*.name' },
  ];
  const replay = { recording: again, replaced: new Map(), problems: [], stopped: false, greetings: 0 };
  const { save, remove } = useRecordings.getState();
  await save({ ...recording, ignored });
  onTestFinished(() => remove(recording.id));
  const screen = await render(
    <MantineProvider deduplicateCssVariables={false}>
      <ComparisonView recording={{ ...recording, ignored }} replay={replay} />
      <Notices />
    </MantineProvider>,
  );
  const places = screen.getByRole('list', { name: 'Ignored places' });
  await expect.element(places).toHaveTextContent('stock the whole value');
  await expect.element(places).toHaveTextContent('list each item.name');
  const rows = screen.getByRole('list', { name: 'Events received by Alice' });
  await rows.getByText('list', { exact: true }).click();
  await expect.element(rows.getByRole('button', { name: 'Ignore each item', exact: true })).toBeVisible();
  await rows.getByText('news', { exact: true }).click();
  await expect.element(rows.getByRole('button', { name: 'Ignore the whole event' }).last()).toBeVisible();
  await rows.getByText('order', { exact: true }).click();
  await expect.element(rows).toHaveTextContent('"total": 9007199254740993');
  await rows.getByRole('button', { name: 'Ignore argument 1', exact: true }).click();
  const notices = screen.getByRole('region', { name: 'Notices' });
  await expect
    .element(notices)
    .toHaveTextContent(
      'Ignored in comparisons: stock the whole value, list each item.name, event order argument 1.',
    );
});
