// First: it must run before any schema is made.
import './lib/jitless.ts';
import './app/mantine-styles.ts';
import './app/tokens.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { startSession } from './lib/console-session.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id "root".');

createRoot(root).render(
  <StrictMode>
    <App session={startSession(location.origin)} />
  </StrictMode>,
);
