import { check } from './checks/checks.ts';
import { endOnSignal } from './lib/interrupt.ts';

endOnSignal();
process.exitCode = (await check()) ? 0 : 1;
