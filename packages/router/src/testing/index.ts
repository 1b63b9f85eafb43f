export { type Captured, type CapturedEmit, captureEmits } from './capture-emits.ts';
export { createFakeClock, type FakeClock } from './fake-clock.ts';
export {
  createTestCaller,
  type TestCaller,
  type TestCallerOptions,
  type TestCallOptions,
} from './test-caller.ts';
