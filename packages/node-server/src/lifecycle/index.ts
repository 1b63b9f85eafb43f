export type { App, AppOptions } from './app.ts';
export { isAlive } from './is-alive.ts';
export { createLifecycle, type Lifecycle, type LifecycleParts } from './lifecycle.ts';
export { listen } from './listen.ts';
export { StartError } from './start-error.ts';
