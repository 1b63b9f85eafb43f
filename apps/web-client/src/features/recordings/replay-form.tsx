import { Button, NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import { Play, Square } from 'lucide-react';
import { type FormEvent, type ReactElement, useState } from 'react';
import { useClients } from '../../lib/console-session.ts';
import type { Recording } from '../../lib/recording.ts';
import type { Pace } from './model/replay.ts';
import { sentTexts, suggestTexts } from './model/sent-texts.ts';
import { findVariables } from './model/variables.ts';
import styles from './recordings.module.css';
import { useReplay } from './replay-store.ts';

const PACES: { value: Pace; label: string }[] = [
  { value: 'fast', label: 'As fast as the order allows' },
  { value: 'recorded', label: 'At the recorded pace' },
];

/** Says how to replay, with other texts where those of the recording are taken, and runs it. */
export function ReplayForm({ recording, url }: { recording: Recording; url: string }): ReactElement {
  const { state, start, stop } = useReplay();
  const clients = useClients();
  const [pace, setPace] = useState<Pace>('fast');
  const [texts] = useState(() => sentTexts(recording));
  const [askedSecrets] = useState(() => findVariables(recording).askedSecrets);
  const [edited, setEdited] = useState<ReadonlyMap<string, string>>(new Map());
  const [secrets, setSecrets] = useState<ReadonlyMap<number, string>>(new Map());
  const inUse = new Set(clients.flatMap(({ identity }) => (identity?.user ? [identity.user.name] : [])));
  const substitutions = new Map([...suggestTexts(texts, inUse), ...edited]);
  const isRunning = state.status === 'running';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void start(recording, { url, pace, substitutions, secrets });
  };
  return (
    <form className={styles.section} aria-label="Replay" onSubmit={submit}>
      <h3 className={styles.subtitle}>Replay</h3>
      <p className={styles.hint}>
        Fresh clients of the same names do the same again at {url}. Values that the server gave, such as ids,
        are taken from the new replies.
      </p>
      {askedSecrets.map((number) => (
        <PasswordInput
          key={number}
          size="xs"
          label={`Secret ${number}`}
          description="It was not recorded: type it for this replay."
          autoComplete="off"
          value={secrets.get(number) ?? ''}
          onChange={(event) => setSecrets(new Map([...secrets, [number, event.currentTarget.value]]))}
        />
      ))}
      <Substitutions texts={texts} values={substitutions} onChange={setEdited} inUse={inUse} />
      <div className={styles.line}>
        <NativeSelect
          className={styles.grow}
          size="xs"
          label="Pace"
          data={PACES}
          value={pace}
          onChange={(event) => setPace(event.currentTarget.value as Pace)}
        />
        {/* Two elements: one that became the submit button under the pointer would replay at once. */}
        {isRunning ? (
          <Button key="stop" variant="default" leftSection={<Square size={11} aria-hidden />} onClick={stop}>
            Stop
          </Button>
        ) : (
          <Button key="replay" type="submit" leftSection={<Play size={12} aria-hidden />}>
            Replay
          </Button>
        )}
      </div>
      {isRunning && (
        <progress
          className={styles.progress}
          aria-label="Progress of the replay"
          value={state.done}
          max={Math.max(1, state.total)}
        />
      )}
    </form>
  );
}

interface SubstitutionsProps {
  readonly texts: readonly string[];
  readonly values: ReadonlyMap<string, string>;
  /** Texts that somebody is connected under. */
  readonly inUse: ReadonlySet<string>;
  readonly onChange: (values: ReadonlyMap<string, string>) => void;
}

/** What is sent in the place of each text. */
function Substitutions({ texts, values, inUse, onChange }: SubstitutionsProps): ReactElement | null {
  if (texts.length === 0) return null;
  const changed = texts.filter((text) => (values.get(text) ?? text) !== text);
  const taken = texts.filter((text) => inUse.has(text));
  return (
    <details className={styles.nested} open={changed.length > 0 || undefined}>
      <summary className={styles.summary}>
        Texts to send instead: {changed.length === 0 ? 'none' : changed.length} of {texts.length}
      </summary>
      {taken.length > 0 && (
        <p className={styles.hint}>
          Somebody is connected here as {taken.join(' and ')}, so the replay takes another name.
        </p>
      )}
      <p className={styles.hint}>
        What a text names on the server, such as a room, is still as it was left: another text begins afresh.
      </p>
      <div className={styles.texts}>
        {texts.map((text) => (
          <TextInput
            key={text}
            label={text}
            value={values.get(text) ?? text}
            autoComplete="off"
            onChange={(event) => onChange(new Map([...values, [text, event.currentTarget.value]]))}
          />
        ))}
      </div>
      <Button
        variant="default"
        size="compact-xs"
        onClick={() => onChange(suggestTexts(texts, new Set(texts)))}
      >
        Give every text an ending
      </Button>
    </details>
  );
}
