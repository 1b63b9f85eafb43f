import { MantineProvider } from '@mantine/core';
import type { ReactElement } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { type ConsoleSession, SessionContext } from '../lib/console-session.ts';
import { FailureScreen } from './failure-screen.tsx';
import { type ConsoleParts, PartsContext } from './parts.ts';
import { Shell } from './shell.tsx';
import { cssVariablesResolver, theme } from './theme.ts';

export interface AppProps {
  readonly session: ConsoleSession;
  readonly parts: ConsoleParts;
}

/** The console over one session. Whatever fails in it, something is shown. */
export function App({ session, parts }: AppProps): ReactElement {
  return (
    <ErrorBoundary fallbackRender={({ error }) => <FailureScreen error={error} />}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariablesResolver}
        // All of them come from here, none from a style sheet.
        deduplicateCssVariables={false}
        defaultColorScheme="auto"
      >
        <SessionContext value={session}>
          <PartsContext value={parts}>
            <Shell />
          </PartsContext>
        </SessionContext>
      </MantineProvider>
    </ErrorBoundary>
  );
}
