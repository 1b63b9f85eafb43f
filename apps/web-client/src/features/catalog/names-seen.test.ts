import { expect, it } from 'vitest';
import { defaultContract, RAW, setContractOf } from '../../contract/contracts.ts';
import type { Entry } from '../../lib/entry.ts';
import { NamesSeen } from './names-seen.ts';

function seen(kind: 'call' | 'send' | 'event', event: string, clientId = 'raw client'): Entry {
  return { kind, id: 0, at: 0, clientId, event, args: [], issues: [] } as Entry;
}

it('keeps what the clients of a contract sent and received, apart from others', () => {
  setContractOf('raw client', RAW);
  const names = new NamesSeen();
  for (const entry of [
    seen('call', 'sum'),
    seen('send', 'note'),
    seen('event', 'welcome'),
    seen('event', 'x', 'own'),
  ])
    names.add(entry);
  names.add({
    kind: 'state',
    id: 0,
    at: 0,
    clientId: 'raw client',
    state: { status: 'disconnected', since: 0 },
  } as Entry);
  expect([...names.of(RAW.id).sent]).toEqual(['sum', 'note']);
  expect([...names.of(RAW.id).received]).toEqual(['welcome']);
  expect([...names.of(defaultContract().id).received]).toEqual(['x']);
});

it('keeps a bounded number of names', () => {
  setContractOf('raw client', RAW);
  const names = new NamesSeen();
  for (let index = 0; index < 2_000; index++) names.add(seen('event', `event ${index}`));
  expect(names.of(RAW.id).received.size).toBe(500);
});
