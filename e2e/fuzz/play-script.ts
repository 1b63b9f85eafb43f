import type { OpenLink } from './link.ts';
import { openPollingLink } from './polling-link.ts';
import { Session } from './session.ts';
import type { Script, Step } from './step.ts';
import type { Tally } from './tally.ts';
import { openWebSocketLink } from './websocket-link.ts';

export const LINKS: Readonly<Record<Script['transport'], OpenLink>> = {
  websocket: openWebSocketLink,
  polling: openPollingLink,
};

const JOIN = ownCall(['room:join', { room: 'general' }]);

/** Steps that are sent before their answers are awaited. */
const BURST = 50;

/** Plays a script to its end, on a new connection whenever the server closed the last. */
export async function playScript(
  script: Script,
  serverUrl: string,
  tally: Tally,
  goesOn: () => boolean,
): Promise<void> {
  const { seed, transport } = script;
  tally.scripts += 1;
  let session: Session | undefined;
  let token: string | undefined;
  for (const burst of toBursts(script.steps)) {
    if (!goesOn()) break;
    if (!session || session.closed) {
      session = await Session.open(LINKS[transport], serverUrl, { tally, seed, token });
      if (session.isRefused) token = undefined;
      if (script.loggedIn) await session.play(token === undefined ? [login(`fuzz-${seed}`), JOIN] : [JOIN]);
      token ??= session.token;
    }
    // What a deaf connection has to say is said: each further call would only wait in vain.
    if (!(await session.play(burst))) break;
  }
  session?.close();
}

/** A step on which the server may hang up stands alone, so that no call is lost with it. */
function* toBursts(steps: readonly Step[]): Generator<Step[]> {
  let burst: Step[] = [];
  for (const step of steps) {
    if (burst.length === BURST || (burst.length > 0 && step.mayClose)) {
      yield burst;
      burst = [];
    }
    if (step.mayClose) yield [step];
    else burst.push(step);
  }
  if (burst.length > 0) yield burst;
}

function login(name: string): Step {
  return ownCall(['session:login', { name }]);
}

function ownCall(packet: readonly unknown[]): Step {
  return { name: 'begin', frames: [`421${JSON.stringify(packet)}`], mayClose: false };
}
