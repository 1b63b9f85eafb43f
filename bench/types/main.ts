import { createGeneratedApp } from './generated-app.ts';
import { typeCheck } from './type-check.ts';

// How the cost of the types grows: a line for each number of events on the command line.
const sizes = process.argv.slice(2).filter((arg) => arg !== '--');
for (const size of sizes.length > 0 ? sizes : ['100', '300', '1000', '3000']) {
  using app = createGeneratedApp(Number(size), 20);
  const alone = await typeCheck(app.folder, 'one');
  const { ms, memoryKiB } = await typeCheck(app.folder);
  console.log(
    `${size.padStart(6)} events: ${alone.instantiations} instantiations, ${ms} ms (${alone.ms} with one thread),`,
    `${Math.round(memoryKiB / 1_024)} MiB (${Math.round(alone.memoryKiB / 1_024)})`,
  );
}
