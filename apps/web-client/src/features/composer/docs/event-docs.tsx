import { Button } from '@mantine/core';
import {
  ERROR_MESSAGES,
  type EventSpec,
  type Example,
  type Schema,
  type ServerEventSpec,
} from '@switchboard/contract';
import { FilePen } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { formatSize } from '../../../lib/bytes.ts';
import { formatDraft } from '../../../lib/format-draft.ts';
import { payloadSchema } from '../../../lib/payload-schema.ts';
import styles from './event-docs.module.css';
import { idempotentInWords, orderInWords, rateInWords } from './policy-facts.ts';
import { SchemaTable } from './schema-table.tsx';

export interface EventDocsProps {
  readonly event: string;
  readonly spec: EventSpec | ServerEventSpec;
  /** Puts an example into the draft; left out where there is none. */
  readonly onExample?: (example: Example) => void;
}

/** All that the contract says of an event, for reading. */
export function EventDocs({ event, spec, onExample }: EventDocsProps): ReactElement {
  const isCall = 'response' in spec || 'errors' in spec || 'policy' in spec;
  const { response, errors = {}, policy }: Partial<EventSpec> = spec;
  return (
    <div className={styles.docs}>
      {spec.deprecated && (
        <p className={styles.deprecated}>
          This event is deprecated. It still works, but new code should not send it.
        </p>
      )}
      <Part title="Payload">{spec.payload ? <Described schema={spec.payload} /> : <p>None.</p>}</Part>
      {isCall && <Part title="Response">{response ? <Described schema={response} /> : <p>No data.</p>}</Part>}
      {Object.keys(errors).length > 0 && (
        <Part title="Errors of this event">
          {Object.entries(errors).map(([code, data]) => (
            <div key={code} className={styles.error}>
              <h4 className={styles.code}>{code}</h4>
              {data === true ? <p>Without data.</p> : <Described schema={data} />}
            </div>
          ))}
        </Part>
      )}
      {isCall && (
        <Part title="Policy">
          <dl className={styles.facts}>
            <dt>Identity</dt>
            <dd>{policy?.scope ? `needed, with the scope "${policy.scope}"` : 'not needed'}</dd>
            <dt>Rate</dt>
            <dd>
              {policy?.rate ? `${rateInWords(policy.rate)}, per connection and per identity` : 'no limit'}
            </dd>
            <dt>Order</dt>
            <dd>{orderInWords(policy?.order) ?? 'none'}</dd>
            {policy?.concurrency && (
              <>
                <dt>At a time</dt>
                <dd>{policy.concurrency}</dd>
              </>
            )}
            <dt>Idempotent</dt>
            <dd>{idempotentInWords(policy?.idempotent) ?? 'no'}</dd>
            <dt>Deadline</dt>
            <dd>{policy?.deadline ? `${policy.deadline} ms` : "the server's default"}</dd>
            <dt>Largest packet</dt>
            <dd>{policy?.maxBytes ? formatSize(policy.maxBytes) : "the server's default"}</dd>
            <dt>Over HTTP</dt>
            <dd>{policy?.http ? `POST /events/${event}` : 'no'}</dd>
          </dl>
        </Part>
      )}
      {spec.payload && (spec.examples ?? []).length > 0 && (
        <Part title="Examples">
          {spec.examples?.map((example) => (
            <figure key={example.name} className={styles.example}>
              <figcaption>
                {example.name}
                {onExample && (
                  <Button
                    size="compact-xs"
                    variant="default"
                    leftSection={<FilePen size={12} aria-hidden />}
                    aria-label={`Use the example ${example.name}`}
                    onClick={() => onExample(example)}
                  >
                    Use this example
                  </Button>
                )}
              </figcaption>
              <pre>{formatDraft(example.payload)}</pre>
            </figure>
          ))}
        </Part>
      )}
      {isCall && (
        <details className={styles.standard}>
          <summary>Errors that every event may get</summary>
          <dl className={styles.facts}>
            {Object.entries(ERROR_MESSAGES).map(([code, message]) => (
              <div key={code} className={styles.pair}>
                <dt>{code}</dt>
                <dd>{message}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }): ReactElement {
  return (
    <section className={styles.part}>
      <h3 className={styles.title}>{title}</h3>
      {children}
    </section>
  );
}

function Described({ schema }: { schema: Schema }): ReactElement {
  const described = payloadSchema(schema);
  if (!described) return <p>The library of this schema gives no JSON Schema.</p>;
  return (
    <ErrorBoundary
      fallbackRender={({ error }) => <p>This schema cannot be shown: {(error as Error).message}</p>}
    >
      <SchemaTable schema={described} />
    </ErrorBoundary>
  );
}
