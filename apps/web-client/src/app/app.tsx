import { MantineProvider } from '@mantine/core';
import type { ReactElement } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { type ConsoleSession, SessionContext } from '../lib/console-session.ts';
import { FailureScreen } from './failure-screen.tsx';
import { Shell } from './shell.tsx';
import { cssVariablesResolver, theme } from './theme.ts';

/** The console over one session. Whatever fails in it, something is shown. */
export function App({ session }: { session: ConsoleSession }): ReactElement {
  return (
    <ErrorBoundary fallbackRender={({ error }) => <FailureScreen error={error} />}>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
        <SessionContext value={session}>
          <Shell />
        </SessionContext>
      </MantineProvider>
    </ErrorBoundary>
  );
}
