import './mantine-styles.ts';
import './tokens.css';
import { MantineProvider, NativeSelect } from '@mantine/core';
import { expect, it } from 'vitest';
import { render } from 'vitest-browser-react';
import { theme } from './theme.ts';

it('draws the arrows of a select small with the sheets of the first load alone', async () => {
  const screen = await render(
    <MantineProvider theme={theme} deduplicateCssVariables={false}>
      <NativeSelect aria-label="Event" data={['All events']} />
    </MantineProvider>,
  );
  expect(screen.container.querySelector('svg')?.getBoundingClientRect()).toMatchObject({
    width: 12,
    height: 12,
  });
});
