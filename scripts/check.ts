import { check } from './checks.ts';
import { endOnSignal } from './interrupt.ts';

endOnSignal();
process.exitCode = (await check()) ? 0 : 1;
