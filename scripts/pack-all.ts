import { relative } from 'node:path';
import { endOnSignal } from './lib/interrupt.ts';
import { ROOT } from './lib/root.ts';
import { packAll } from './packing/pack-all.ts';

endOnSignal();
for (const path of Object.values(await packAll())) console.log(relative(ROOT, path));
