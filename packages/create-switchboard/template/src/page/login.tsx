import { useCall } from './hooks.ts';

export function Login() {
  const { call, pending, reply } = useCall('user:enter');
  const enter = (form: FormData) => call({ name: String(form.get('name')) });
  return (
    <form action={async (form) => void (await enter(form))}>
      <label>
        Your name <input name="name" required maxLength={40} />
      </label>
      <button type="submit" disabled={pending}>
        Enter
      </button>
      {reply && !reply.ok && <p role="alert">{reply.error.message}</p>}
    </form>
  );
}
