import type { Schema } from '@switchboard/contract';
import { clientEventMap } from '@switchboard/events';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { ANY_JSON, BYTES, formSchema, payloadSchema } from './payload-schema.ts';

it('describes binary by its JSON form, at any depth', () => {
  const schema = payloadSchema(clientEventMap['message:send'].payload);
  expect(schema?.properties?.attachment?.properties?.bytes).toMatchObject({
    type: 'object',
    properties: { $bytes: { type: 'string' } },
    required: ['$bytes'],
    additionalProperties: false,
  });
});

it('names the discriminator of a union, and makes a date a text', () => {
  const schema = payloadSchema(
    z.object({
      shape: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('circle'), radius: z.number() }),
        z.object({ kind: z.literal('square'), side: z.number() }),
      ]),
      when: z.date(),
    }),
  );
  expect(schema?.properties?.shape).toMatchObject({ discriminator: { propertyName: 'kind' } });
  expect(schema?.properties?.when).toMatchObject({ type: 'string', format: 'date-time' });
});

it('labels the fields of the form by their names on the wire', () => {
  const schema = payloadSchema(clientEventMap['message:send'].payload);
  expect(schema?.properties?.room?.title).toBe('Room name');
  expect(schema && formSchema(schema).properties?.room?.title).toBe('room');
});

it('marks binary and any JSON for the fields that can show them', () => {
  const message = payloadSchema(clientEventMap['message:send'].payload);
  const echo = payloadSchema(clientEventMap['system:echo'].payload);
  expect(message && formSchema(message).properties?.attachment?.properties?.bytes?.$id).toBe(BYTES);
  expect(echo && formSchema(echo).properties?.value?.$id).toBe(ANY_JSON);
});

it('says nothing, rather than failing, of a schema whose library cannot describe it', () => {
  const broken: Schema = {
    '~standard': {
      version: 1,
      vendor: 'test',
      validate: (value: unknown) => ({ value }),
      jsonSchema: {
        input: () => {
          throw new Error('cannot say');
        },
      },
    },
  };
  expect(payloadSchema(broken)).toBeUndefined();
});
