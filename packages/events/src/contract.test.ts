import { type EventSpec, type ServerEventSpec, toJsonSchema, validate } from '@switchboard/contract';
import { describe, expect, it } from 'vitest';
import { adminContract } from './admin.ts';
import { clientEventMap, serverEventMap } from './contract.ts';

const clientEvents = Object.entries<EventSpec>(clientEventMap);
const serverEvents = Object.entries<ServerEventSpec>(serverEventMap);
const adminEvents = Object.entries<EventSpec>(adminContract.clientEventMap);
const events = [...clientEvents, ...serverEvents, ...adminEvents];

describe.each(events)('%s', (_event, spec) => {
  it('says what it is for and shows an example', () => {
    expect(spec.summary).not.toBe('');
    expect(spec.examples?.length).toBeGreaterThan(0);
  });

  it('has examples that fit its payload, or none to fit', async () => {
    for (const { payload } of spec.examples ?? []) {
      if (spec.payload) expect(await validate(spec.payload, payload)).toMatchObject({ ok: true });
      else expect(payload).toBeUndefined();
    }
  });

  it('is closed: a key that nobody declared is refused', async () => {
    if (!spec.payload) return;
    const payload = { ...(spec.examples?.[0]?.payload as object), stranger: true };
    expect(await validate(spec.payload, payload)).toMatchObject({ ok: false });
  });

  it('describes its payload in JSON Schema', () => {
    if (!spec.payload) return;
    const schema = toJsonSchema(spec.payload, { unrepresentable: 'any' }) as { anyOf?: unknown[] };
    const closed = expect.objectContaining({ type: 'object', additionalProperties: false });
    // One that may be left out may be null.
    expect(schema.anyOf ?? [schema, { type: 'null' }]).toEqual([closed, { type: 'null' }]);
  });
});
