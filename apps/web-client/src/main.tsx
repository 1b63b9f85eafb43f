// First: it must run before any schema is made.
import './lib/jitless.ts';
import './app/mantine-styles.ts';
import './app/tokens.css';
import { type ReactElement, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { FailureScreen } from './app/failure-screen.tsx';
import { startSession } from './lib/console-session.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id "root".');

function start(): ReactElement {
  try {
    return <App session={startSession(location.origin)} />;
  } catch (error) {
    return <FailureScreen error={error} />;
  }
}

createRoot(root).render(<StrictMode>{start()}</StrictMode>);
