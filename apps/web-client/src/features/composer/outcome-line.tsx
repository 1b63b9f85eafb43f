import { CircleCheck, CircleX, Loader } from 'lucide-react';
import type { ReactElement } from 'react';
import { Badge } from '../../components/badge.tsx';
import { formatLatency } from '../../components/format-latency.ts';
import styles from './outcome-line.module.css';
import type { Outcome } from './use-send.ts';

/** How the last send went; read out when it changes. */
export function OutcomeLine({ outcome }: { outcome: Outcome | undefined }): ReactElement {
  return (
    <div role="status" aria-label="Last reply" className={styles.outcome}>
      {outcome ? <Text outcome={outcome} /> : <span className={styles.message}>Nothing sent yet</span>}
    </div>
  );
}

function Text({ outcome }: { outcome: Outcome }): ReactElement {
  if (outcome.kind === 'waiting') return <Badge icon={Loader}>waiting for the reply</Badge>;
  if (outcome.kind === 'unsent') return <Badge tone="bad">Not sent: {outcome.reason}</Badge>;
  const { reply, latency } = outcome;
  if (reply.ok) {
    return (
      <Badge tone="ok" icon={CircleCheck}>
        OK in {formatLatency(latency)}
      </Badge>
    );
  }
  return (
    <>
      <Badge tone="bad" icon={CircleX}>
        {reply.error.code} in {formatLatency(latency)}
      </Badge>
      <span className={styles.message}>{reply.error.message}</span>
    </>
  );
}
