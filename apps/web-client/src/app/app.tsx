import { MantineProvider } from '@mantine/core';
import type { ReactElement } from 'react';
import { type ConsoleSession, SessionContext } from '../lib/console-session.ts';
import { Shell } from './shell.tsx';
import { cssVariablesResolver, theme } from './theme.ts';

/** The console over one session. */
export function App({ session }: { session: ConsoleSession }): ReactElement {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
      <SessionContext value={session}>
        <Shell />
      </SessionContext>
    </MantineProvider>
  );
}
