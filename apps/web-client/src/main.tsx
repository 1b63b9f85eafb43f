// First: it must run before any schema is made.
import './lib/jitless.ts';
import { ownParts } from './own/parts.tsx';
import { startConsole } from './start.tsx';

startConsole(ownParts);
