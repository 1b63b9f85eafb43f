import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { DEFAULT_SETTINGS } from '../links/connection-settings.ts';
import { useTargets } from './target.ts';

beforeEach(() => {
  localStorage.clear();
  useTargets.setState({ targets: [] });
});

it('keeps the targets of all tabs, also when a removal is taken back', async () => {
  // Another tab of the same page: what it stores is announced here.
  const frame = document.createElement('iframe');
  document.body.append(frame);
  onTestFinished(() => frame.remove());
  const store = (...names: string[]): void => {
    const targets = names.map((name) => ({ id: name, name, settings: DEFAULT_SETTINGS }));
    const text = JSON.stringify({ state: { targets }, version: 0 });
    frame.contentWindow?.localStorage.setItem('switchboard.targets', text);
  };
  const names = (): string[] => useTargets.getState().targets.map(({ name }) => name);

  store('staging');
  await expect.poll(names).toEqual(['staging']);
  useTargets.getState().keep('production', DEFAULT_SETTINGS);
  expect(localStorage.getItem('switchboard.targets')).toMatch(/staging.*production/);
  const undo = useTargets.getState().remove('staging');
  store('production', 'of the other tab');
  await expect.poll(names).toEqual(['production', 'of the other tab']);
  undo();
  expect(names()).toEqual(['staging', 'production', 'of the other tab']);
});
