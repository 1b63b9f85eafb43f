import { constants, setPriority } from 'node:os';
import { Attacker } from './attacker.ts';
import { ATTACKS } from './attacks.ts';

const [name, port, seconds] = process.argv.slice(2);
const attack = ATTACKS.find((one) => one.name === name);
if (!attack) throw new Error(`There is no attack "${name}".`);

// On a machine with few cores the server is to be measured, not who gets the core.
setPriority(constants.priority.PRIORITY_LOW);
// Connections of an attack fail in any way.
process.on('uncaughtException', () => undefined);
const attacker = new Attacker(Number(port), AbortSignal.timeout(Number(seconds) * 1_000));
attacker.signal.addEventListener('abort', () => {
  // What was destroyed counts its bytes when it closes.
  setTimeout(() => process.send?.(attacker.cost, () => process.exit()), 200);
});
await attack.run(attacker);
