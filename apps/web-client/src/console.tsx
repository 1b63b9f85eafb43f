// First: it must run before any schema is made.
import './lib/jitless.ts';
import { startConsole } from './start.tsx';

// The console of packages/console: for any server, with nothing of our own.
startConsole({});
