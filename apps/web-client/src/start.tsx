import './app/mantine-styles.ts';
import './app/tokens.css';
import { type ReactElement, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { FailureScreen } from './app/failure-screen.tsx';
import type { ConsoleParts } from './app/parts.ts';
import { registerContracts } from './contract/contracts.ts';
import { startSession } from './lib/console-session.ts';

/** Puts the console into the page, with what a build adds to it. */
export function startConsole(parts: ConsoleParts): void {
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no element with the id "root".');
  createRoot(root).render(<StrictMode>{start(parts)}</StrictMode>);
}

function start(parts: ConsoleParts): ReactElement {
  registerContracts(parts.contracts ?? []);
  try {
    return <App session={startSession(location.origin, parts.firstClients)} parts={parts} />;
  } catch (error) {
    return <FailureScreen error={error} />;
  }
}
