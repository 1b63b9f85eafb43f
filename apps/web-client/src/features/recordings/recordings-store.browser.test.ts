import { expect, it, onTestFinished } from 'vitest';
import { lazyDatabase } from '../../lib/db.ts';
import { useNotices } from '../../lib/notice.ts';
import { newId } from '../../lib/storage.ts';
import { rawRecordingOf } from '../../recordings/recording.fixture.ts';
import type { IgnoredPlace } from '../../recordings/recording.ts';
import { useRecordings } from './recordings-store.ts';

const news: IgnoredPlace = { kind: 'event', event: 'news' };
const total: IgnoredPlace = { kind: 'call', event: 'order', path: 'total' };

/** A recording that is stored and open here, and the database as another tab has it. */
async function openStored() {
  const store = useRecordings.getState();
  onTestFinished(store.follow());
  const recording = { ...rawRecordingOf([]), id: newId() };
  const { id } = recording;
  await store.save(recording);
  await store.show(id);
  const database = await lazyDatabase('switchboard-recordings', { summaries: 'id', recordings: 'id' })();
  onTestFinished(async () => {
    // Tests of other files have the same database.
    await database.recordings.delete(id);
    await database.summaries.delete(id);
    database.close();
  });
  const stored = (): Promise<unknown> => database.recordings.get(id);
  return { id, recording, database, stored };
}

function lastNotice() {
  return useNotices.getState().at(-1);
}

it('renames and ignores beside what another tab did meanwhile', async () => {
  const { id, recording, database, stored } = await openStored();
  await database.recordings.put({ ...recording, ignored: [news] });
  await useRecordings.getState().rename(id, 'Renamed');
  expect(await stored()).toMatchObject({ name: 'Renamed', ignored: [news] });
  expect(await database.summaries.get(id)).toMatchObject({ name: 'Renamed' });
  expect(useRecordings.getState().open).toMatchObject({ name: 'Renamed', ignored: [news] });

  await database.recordings.put({ ...recording, name: 'Theirs', ignored: [news] });
  await useRecordings.getState().setIgnored(id, total, true);
  expect(await stored()).toMatchObject({ name: 'Theirs', ignored: [news, total] });
  await useRecordings.getState().setIgnored(id, news, false);
  expect(await stored()).toMatchObject({ name: 'Theirs', ignored: [total] });
});

it('brings nothing back that another tab deleted, and says so', async () => {
  const { id, database, stored } = await openStored();
  await database.recordings.delete(id);
  await database.summaries.delete(id);
  await useRecordings.getState().rename(id, 'Renamed');
  expect(await stored()).toBeUndefined();
  expect(lastNotice()).toMatchObject({ text: 'Plain is not changed. It is no longer stored.', tone: 'bad' });
  await useRecordings.getState().setIgnored(id, total, true);
  expect(await stored()).toBeUndefined();
});

it('brings a deleted recording back as another tab had changed it', async () => {
  const { id, recording, database, stored } = await openStored();
  await database.recordings.put({ ...recording, ignored: [news] });
  await useRecordings.getState().remove(id);
  expect(await stored()).toBeUndefined();
  lastNotice()?.undo?.();
  await expect.poll(stored).toMatchObject({ ignored: [news] });
});
