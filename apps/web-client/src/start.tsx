import './app/mantine-styles.ts';
import './app/tokens.css';
// The first of the modules: those of components come after it, and win.
import './components/ui.module.css';
import { MantineProvider } from '@mantine/core';
import { type ReactElement, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ErrorBoundary } from 'react-error-boundary';
import { FailureScreen } from './app/failure-screen.tsx';
import { keepFocus } from './app/keep-focus.ts';
import { type ConsoleParts, PartsContext } from './app/parts.ts';
import { Shell } from './app/shell.tsx';
import { cssVariablesResolver, theme } from './app/theme.ts';
import { registerContracts } from './contract/contracts.ts';
import { SessionContext, startSession } from './session/console-session.ts';

/** Puts the console into the page, with what a build adds to it. Whatever fails in it, something is shown. */
export function startConsole(parts: ConsoleParts): void {
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no element with the id "root".');
  keepFocus();
  createRoot(root).render(<StrictMode>{start(parts)}</StrictMode>);
}

function start(parts: ConsoleParts): ReactElement {
  registerContracts(parts.contracts ?? []);
  try {
    const session = startSession(location.origin, parts.firstClients);
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
  } catch (error) {
    return <FailureScreen error={error} />;
  }
}
