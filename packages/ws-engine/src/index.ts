export { batchingWsEngine } from './batched-writes.ts';
