import { Button, TextInput } from '@mantine/core';
import type { FormEvent, ReactElement } from 'react';
import type { NamedClient } from '../../lib/named-clients.ts';
import { useCall } from './client-hooks.ts';
import styles from './quick-start.module.css';
import { useField } from './use-field.ts';

/** Takes a name on the server. The console keeps the token that restores it after a reconnect. */
export function LoginStep({ entry }: { entry: NamedClient }): ReactElement {
  const login = useCall('session:login');
  const logout = useCall('session:logout');
  const [name, setName] = useField(entry.id, 'name', entry.name);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    await login.call({ name });
  };

  if (entry.identity) {
    return (
      <div className={styles.line}>
        <p className={styles.grow}>
          You are <strong>{entry.identity.user?.name ?? 'whoever your token stands for'}</strong>.
        </p>
        <Button variant="default" loading={logout.pending} onClick={() => void logout.call()}>
          Log out
        </Button>
      </div>
    );
  }
  return (
    <form className={styles.line} onSubmit={(event) => void submit(event)}>
      <TextInput
        className={styles.grow}
        label="Your name"
        value={name}
        maxLength={32}
        required
        autoComplete="off"
        description={entry.loginEnded}
        error={login.reply?.ok === false && explain(login.reply.error, name)}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" loading={login.pending}>
        Log in
      </Button>
    </form>
  );
}

type LoginReply = NonNullable<ReturnType<typeof useCall<'session:login'>>['reply']>;
type LoginError = Extract<LoginReply, { ok: false }>['error'];

function explain(error: LoginError, name: string): string {
  if (error.code === 'NAME_TAKEN') return `Someone connected is called ${name}: take another name.`;
  const [issue] = error.issues ?? [];
  return issue?.message ?? error.message;
}
