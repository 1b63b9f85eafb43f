import { type FormEvent, useState } from 'react';

interface TextFormProps {
  readonly label: string;
  readonly button: string;
  readonly maxLength: number;
  /** Makes the call. */
  readonly send: (text: string) => Promise<{ readonly ok: boolean }>;
  readonly pending: boolean;
  /** The newest reply. */
  readonly reply:
    | { readonly ok: true }
    | { readonly ok: false; readonly error: { readonly message: string } }
    | undefined;
}

/** A form with one field, which keeps its text where the call is refused, and says why. */
export function TextForm({ label, button, maxLength, send, pending, reply }: TextFormProps) {
  const [text, setText] = useState('');
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const { ok } = await send(text);
    if (ok) setText((now) => (now === text ? '' : now));
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <label>
        {label}{' '}
        <input value={text} onChange={({ target }) => setText(target.value)} required maxLength={maxLength} />
      </label>
      <button type="submit" disabled={pending}>
        {button}
      </button>
      {reply && !reply.ok && <p role="alert">{reply.error.message}</p>}
    </form>
  );
}
