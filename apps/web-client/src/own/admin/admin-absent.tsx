import { Button } from '@mantine/core';
import type { ConnectionProblem } from '@switchboard/client';
import { ShieldOff } from 'lucide-react';
import type { ReactElement } from 'react';
import styles from './admin.module.css';

export interface AdminAbsentProps {
  readonly problem: ConnectionProblem;
  readonly onRetry: () => void;
}

/** What Socket.IO says of a namespace that a server does not serve. */
const UNKNOWN_NAMESPACE = 'Invalid namespace';

/** Why there is no admin here. */
export function AdminAbsent({ problem, onRetry }: AdminAbsentProps): ReactElement {
  const unknown = problem.message === UNKNOWN_NAMESPACE;
  return (
    <section className={styles.absent} aria-label="Admin is not there">
      <ShieldOff size={26} aria-hidden />
      <h2>{unknown ? 'Admin is available in development only' : 'The server refuses the admin'}</h2>
      {unknown ? (
        <>
          <p>
            This server does not serve the namespace <code>/admin</code>. A server in production never does,
            because the admin can list and disconnect users and emit events without a login of its own.
          </p>
          <p>
            Start the server with <code>pnpm dev</code> to use it.
          </p>
        </>
      ) : (
        <p>{problem.explanation}</p>
      )}
      <p className={styles.dim}>Message of the server: {problem.message}</p>
      <Button variant="default" onClick={onRetry}>
        Try again
      </Button>
    </section>
  );
}
