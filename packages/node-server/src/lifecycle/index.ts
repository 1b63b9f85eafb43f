export type { App, AppOptions } from './app.ts';
export { createDrain, type Drain } from './drain.ts';
export { joinLifecycle, type Lifecycle } from './join-lifecycle.ts';
export { listen } from './listen.ts';
export { StartError } from './start-error.ts';
