import { Button } from '@mantine/core';
import type { ErrorBody } from '@switchboard/contract';
import { type ReactElement, useState } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import styles from './admin.module.css';
import { FailureNote } from './failure-note.tsx';
import type { AdminClient } from './use-admin-client.ts';

export interface DisconnectDialogProps {
  readonly client: AdminClient;
  readonly socketId: string;
  readonly name: string;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Asks before it disconnects a socket. */
export function DisconnectDialog({
  client,
  socketId,
  name,
  onClose,
  onDone,
}: DisconnectDialogProps): ReactElement {
  const [error, setError] = useState<ErrorBody>();
  const disconnect = async (): Promise<void> => {
    const reply = await client.call('admin:disconnect', { socketId });
    if (reply.ok) onDone();
    else setError(reply.error);
  };
  return (
    <Dialog opened onClose={onClose} title={`Disconnect ${name}?`}>
      <div className={styles.dialog}>
        <p>The server closes this connection. The client leaves its rooms and does not reconnect.</p>
        {error && <FailureNote error={error} />}
        <div className={styles.dialogActions}>
          <Button variant="default" onClick={onClose} data-autofocus>
            Keep it
          </Button>
          <Button className={styles.danger ?? ''} onClick={() => void disconnect()}>
            Disconnect
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
