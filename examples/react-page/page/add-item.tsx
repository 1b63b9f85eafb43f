import type { ReplyError } from '@switchboard/contract';
import { useRef } from 'react';
import type { contract } from '../contract.ts';
import { useCall, useConnection } from './hooks.ts';

export function AddItem() {
  const { status } = useConnection();
  const { call, pending, reply } = useCall('item:add');
  const input = useRef<HTMLInputElement>(null);

  async function add(form: HTMLFormElement): Promise<void> {
    const name = String(new FormData(form).get('name'));
    const added = await call({ name });
    if (added.ok) form.reset();
    input.current?.focus();
  }

  const problem = reply && !reply.ok ? explain(reply.error) : undefined;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!pending) void add(event.currentTarget);
      }}
    >
      <label htmlFor="name">What do we need?</label>
      <div className="row">
        <input
          ref={input}
          id="name"
          name="name"
          required
          maxLength={40}
          autoComplete="off"
          aria-invalid={problem !== undefined}
          aria-describedby="problem"
        />
        <button type="submit" disabled={status !== 'connected'}>
          Add
        </button>
      </div>
      <p id="problem" role="alert">
        {problem}
      </p>
    </form>
  );
}

type AddError = ReplyError<(typeof contract.clientEventMap)['item:add']>;

/** The compiler knows the codes that the contract declares, and what each of them says. */
function explain(error: AddError): string {
  if (error.code === 'ALREADY_LISTED') return `${error.data.name} is on the list already.`;
  if (error.code === 'LIST_FULL') return 'The list is full.';
  if (error.code === 'BAD_REQUEST') return 'Write what we need, in 40 characters at most.';
  return error.message;
}
