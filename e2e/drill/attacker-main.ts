import { Attacker } from './attacker.ts';
import { ATTACKS } from './attacks.ts';

const port = Number(process.argv[2]);
// Connections of an attack fail in any way.
process.on('uncaughtException', () => undefined);
let end = (): void => undefined;

// The name of an attack begins it, anything else ends it.
process.on('message', (name) => {
  const attack = ATTACKS.find((one) => one.name === name);
  if (!attack) return end();
  const ending = new AbortController();
  const attacker = new Attacker(port, ending.signal);
  end = () => {
    ending.abort();
    // What was destroyed counts its bytes when it closes.
    setTimeout(() => process.send?.(attacker.cost), 200);
  };
  void attack.run(attacker);
});
// Who started it is gone, or wants no more.
process.once('disconnect', () => process.exit());
process.send?.('ready');
