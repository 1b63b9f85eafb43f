export { type ServeConsoleOptions, serveConsole } from './serve-console.ts';
