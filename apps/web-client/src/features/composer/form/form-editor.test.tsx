// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import type { Schema } from '@switchboard/contract';
import { clientEventMap } from '@switchboard/events';
import { act, type ReactElement, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { payloadSchema } from '../../../contract/payload-schema.ts';
import { FormEditor } from './form-editor.tsx';

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
// happy-dom has no fonts to wait for.
Object.defineProperty(document, 'fonts', { value: new EventTarget() });
afterEach(() => document.body.replaceChildren());

/** The form over a draft; returns every draft that it made. */
async function show(schema: Schema, first: unknown): Promise<unknown[]> {
  const drafts: unknown[] = [];
  function Bound(): ReactElement {
    const [value, setValue] = useState(first);
    return (
      <MantineProvider>
        <FormEditor
          ref={null}
          draftId="test"
          schema={payloadSchema(schema) ?? {}}
          value={value}
          issues={[]}
          onChange={(next) => {
            drafts.push(JSON.parse(JSON.stringify(next)));
            setValue(next);
          }}
          onFieldProblem={() => undefined}
          fallback={({ message }) => <p>{message}</p>}
        />
      </MantineProvider>
    );
  }
  const root = createRoot(document.body.appendChild(document.createElement('div')));
  onTestFinished(() => act(() => root.unmount()));
  await act(async () => root.render(<Bound />));
  return drafts;
}

async function type(id: string, text: string): Promise<void> {
  const input = document.getElementById(id) as HTMLInputElement | HTMLTextAreaElement;
  const prototype = Object.getPrototypeOf(input) as object;
  await act(async () => {
    Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(input, text);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

async function press(name: string): Promise<void> {
  const button = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === name);
  if (!button) throw new Error(`There is no button "${name}".`);
  await act(async () => button.click());
}

it('changes what was typed and nothing else: showing it adds no defaults', async () => {
  const drafts = await show(clientEventMap['message:history'].payload, { room: 'general' });
  expect(drafts).toEqual([]);
  await type('field_room', 'other');
  expect(drafts).toEqual([{ room: 'other' }]);
});

it('keeps what the form does not show', async () => {
  const drafts = await show(clientEventMap['room:join'].payload, { room: 'general', stranger: 1 });
  await type('field_room', 'other');
  expect(drafts).toEqual([{ room: 'other', stranger: 1 }]);
});

it('adds and removes an optional object as a whole', async () => {
  const drafts = await show(clientEventMap['message:send'].payload, { room: 'general', text: 'hello' });
  await press('Add attachment');
  await type('field_attachment_name', 'a.txt');
  await press('Remove attachment');
  expect(drafts).toEqual([
    { room: 'general', text: 'hello', attachment: {} },
    { room: 'general', text: 'hello', attachment: { name: 'a.txt' } },
    { room: 'general', text: 'hello' },
  ]);
});

it('puts any JSON into the draft once it is JSON', async () => {
  const drafts = await show(clientEventMap['system:echo'].payload, { value: 1 });
  await type('field_value', '[1,');
  expect(drafts).toEqual([]);
  await type('field_value', '[1, {"a": null}]');
  expect(drafts).toEqual([{ value: [1, { a: null }] }]);
});
