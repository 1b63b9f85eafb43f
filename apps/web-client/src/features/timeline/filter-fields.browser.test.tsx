import { MantineProvider } from '@mantine/core';
import { expect, it, onTestFinished } from 'vitest';
import { render } from 'vitest-browser-react';
import { knownContracts, registerContracts } from '../../contract/contracts.ts';
import { SessionContext } from '../../session/console-session.ts';
import { TrafficLog } from '../../traffic/traffic-log.ts';
import { FilterFields } from './filter-fields.tsx';

const fields = () => (
  <MantineProvider deduplicateCssVariables={false}>
    <SessionContext value={{ log: new TrafficLog() } as never}>
      <FilterFields clients={new Map()} recording={undefined} />
    </SessionContext>
  </MantineProvider>
);

const codesIn = (element: Element): (string | null)[] =>
  [...element.querySelectorAll('optgroup[label="Errors"] option')].map((option) => option.textContent);

it('offers no errors and violations of a contract where there is none', async () => {
  const contracts = knownContracts().filter(({ isRaw }) => !isRaw);
  const screen = await render(fields());
  expect(codesIn(screen.container)).toEqual(
    expect.arrayContaining(['TIMEOUT', 'ROOM_NOT_JOINED', 'timeout']),
  );
  await expect.element(screen.getByRole('button', { name: 'Violations' })).toBeVisible();
  await screen.unmount();

  onTestFinished(() => registerContracts(contracts));
  registerContracts([]);
  const raw = await render(fields());
  expect(codesIn(raw.container)).toEqual(['timeout', 'disconnected', 'unsent', 'reloaded', 'unrecorded']);
  expect(raw.getByRole('button', { name: 'Violations' }).query()).toBeNull();
});
