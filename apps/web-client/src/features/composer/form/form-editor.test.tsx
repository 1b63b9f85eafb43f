// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import type { Schema } from '@switchboard/contract';
import { clientEventMap } from '@switchboard/events';
import { act, type ReactElement, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import { payloadSchema } from '../../../contract/payload-schema.ts';
import type { Problem } from '../../../drafts/variables.ts';
import { FormEditor } from './form-editor.tsx';

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
// happy-dom has no fonts to wait for.
Object.defineProperty(document, 'fonts', { value: new EventTarget() });
afterEach(() => document.body.replaceChildren());

/** The form over a draft; returns every draft that it made. Its fields report their problems under names. */
async function show(
  schema: Schema,
  first: unknown,
  onFieldProblem: (name: string, problem: Problem | undefined) => void = () => undefined,
): Promise<unknown[]> {
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
          onFieldProblem={onFieldProblem}
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
  await typeInto(document.getElementById(id) as HTMLInputElement | HTMLTextAreaElement, text);
}

async function typeInto(input: HTMLInputElement | HTMLTextAreaElement, text: string): Promise<void> {
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
  await type('field/room', 'other');
  expect(drafts).toEqual([{ room: 'other' }]);
});

it('keeps what the form does not show', async () => {
  const drafts = await show(clientEventMap['room:join'].payload, { room: 'general', stranger: 1 });
  await type('field/room', 'other');
  expect(drafts).toEqual([{ room: 'other', stranger: 1 }]);
});

it('adds and removes an optional object as a whole', async () => {
  const drafts = await show(clientEventMap['message:send'].payload, { room: 'general', text: 'hello' });
  await press('Add attachment');
  await type('field/attachment/name', 'a.txt');
  await press('Remove attachment');
  expect(drafts).toEqual([
    { room: 'general', text: 'hello', attachment: {} },
    { room: 'general', text: 'hello', attachment: { name: 'a.txt' } },
    { room: 'general', text: 'hello' },
  ]);
});

it('puts any JSON into the draft once it is JSON', async () => {
  const drafts = await show(clientEventMap['system:echo'].payload, { value: 1 });
  await type('field/value', '[1,');
  expect(drafts).toEqual([]);
  await type('field/value', '[1, {"a": null}]');
  expect(drafts).toEqual([{ value: [1, { a: null }] }]);
});

it('takes the field of an item of a list for another one than a field that is called like it', async () => {
  const schema = z.object({ tags: z.array(z.number()), tags_0: z.number(), tags_total: z.number() });
  const draft = { tags: [1, 2], tags_0: 3, tags_total: 4 };
  const problems = new Map<string, string>();
  const onFieldProblem = (name: string, problem: Problem | undefined): void => {
    if (problem) problems.set(name, problem.path.join(' '));
    else problems.delete(name);
  };
  await show(schema, draft, onFieldProblem);
  const inputs = (): HTMLInputElement[] => [...document.querySelectorAll('input')];
  for (const [index, text] of ['in a list', '', 'beside', 'total'].entries()) {
    const input = inputs()[index];
    if (text !== '' && input) await typeInto(input, text);
  }
  expect([...problems.values()].sort()).toEqual(['tags 0', 'tags_0', 'tags_total']);
  expect(new Set(inputs().map(({ id }) => id)).size).toBe(4);
  const down = document.querySelector<HTMLButtonElement>('button[title="Move down"]');
  await act(async () => down?.click());
  document.body.replaceChildren();
  await show(schema, { ...draft, tags: [2, 1] });
  expect(inputs().map(({ value }) => value)).toEqual(['2', 'in a list', 'beside', 'total']);
});
