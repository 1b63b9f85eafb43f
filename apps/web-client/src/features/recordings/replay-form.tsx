import '@mantine/core/styles/PasswordInput.layer.css';
import '@mantine/core/styles/Progress.layer.css';
import { Button, Checkbox, Group, NativeSelect, PasswordInput, Progress, TextInput } from '@mantine/core';
import { Play, Square } from 'lucide-react';
import { type FormEvent, type ReactElement, useState } from 'react';
import { create } from 'zustand';
import { placeOf } from '../../clients/named-client.ts';
import ui from '../../components/ui.module.css';
import { DEFAULT_SETTINGS, type ServerAddress, serverAt, urlOf } from '../../links/connection-settings.ts';
import type { Recording } from '../../recordings/recording.ts';
import { useClients } from '../../session/console-session.ts';
import { RECORDINGS } from '../../texts/recordings.ts';
import { findGivenValues } from './model/given-values.ts';
import { type Pace, type Replay, type ReplayOptions, replay } from './model/replay.ts';
import { sentTexts, uniqueNames, withEndings } from './model/substitutions.ts';
import styles from './recordings.module.css';

type ReplayState =
  | { readonly status: 'idle' }
  | { readonly status: 'running'; readonly done: number; readonly total: number }
  | { readonly status: 'done'; readonly replay: Replay }
  | { readonly status: 'failed'; readonly reason: string };

interface Replays {
  /** The recording that is, or was last, replayed. */
  readonly recordingId: string | undefined;
  readonly state: ReplayState;
  start(recording: Recording, options: Omit<ReplayOptions, 'signal' | 'onProgress'>): Promise<void>;
  stop(): void;
}

let stop = new AbortController();

/** The one replay that runs, or ran last; it goes on while other panels are shown. */
export const useReplay = create<Replays>()((set, get) => ({
  recordingId: undefined,
  state: { status: 'idle' },
  start: async (recording, options) => {
    if (get().state.status === 'running') return;
    stop = new AbortController();
    set({ recordingId: recording.id, state: { status: 'running', done: 0, total: 0 } });
    let due = 0;
    const onProgress = (done: number, total: number): void => {
      // A long recording has thousands of steps: nobody sees each of them.
      if (performance.now() < due) return;
      due = performance.now() + 100;
      set({ state: { status: 'running', done, total } });
    };
    try {
      const finished = await replay(recording, { ...options, signal: stop.signal, onProgress });
      set({ state: { status: 'done', replay: finished } });
    } catch (error) {
      set({ state: { status: 'failed', reason: (error as Error).message } });
    }
  },
  stop: () => stop.abort(),
}));

/** Says how to replay, with other texts where those of the recording are taken, and runs it. */
export function ReplayForm({ recording, url }: { recording: Recording; url: string }): ReactElement {
  const { state, start, stop } = useReplay();
  const [pace, setPace] = useState<Pace>('fast');
  const [texts] = useState(() => sentTexts(recording));
  const [askedSecrets] = useState(() => findGivenValues(recording).askedSecrets);
  const [names, setNames] = useState(() => uniqueNames(recording, texts));
  const [edited, setEdited] = useState<ReadonlyMap<string, string>>(new Map());
  const [secrets, setSecrets] = useState<ReadonlyMap<number, string>>(new Map());
  const [agreed, setAgreed] = useState(false);
  const { places, strangers } = useServers(recording, url);
  const substitutions = new Map([...names, ...edited]);
  const isRunning = state.status === 'running';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (strangers.length > 0 && !agreed) return;
    // The server may still hold the names of this run when the next one starts.
    void start(recording, { url, pace, substitutions, secrets }).then(() =>
      setNames(uniqueNames(recording, texts)),
    );
  };
  return (
    <form className={`${ui.stack} ${styles.section}`} aria-label={RECORDINGS.replay} onSubmit={submit}>
      <h3 className={ui.title}>{RECORDINGS.replay}</h3>
      <p className={ui.hint}>{RECORDINGS.replayHelp(places)}</p>
      {strangers.length > 0 && (
        <Checkbox
          required
          label={RECORDINGS.replayElsewhere(strangers)}
          checked={agreed}
          onChange={(event) => setAgreed(event.currentTarget.checked)}
        />
      )}
      {[...askedSecrets].map(([number, what]) => (
        <PasswordInput
          key={number}
          required
          label={RECORDINGS.secret(what)}
          description={RECORDINGS.secretHelp}
          autoComplete="off"
          value={secrets.get(number) ?? ''}
          onChange={(event) => setSecrets(new Map([...secrets, [number, event.currentTarget.value]]))}
        />
      ))}
      <Substitutions
        texts={texts}
        values={substitutions}
        hasNames={names.size > 0}
        onChange={(changed) => setEdited(new Map([...edited, ...changed]))}
      />
      <Group align="end" gap={8}>
        <NativeSelect
          flex={1}
          label={RECORDINGS.pace}
          data={RECORDINGS.paces}
          value={pace}
          onChange={(event) => setPace(event.currentTarget.value as Pace)}
        />
        {/* Two elements: one that became the submit button under the pointer would replay at once. */}
        {isRunning ? (
          <Button key="stop" variant="default" leftSection={<Square size={11} aria-hidden />} onClick={stop}>
            {RECORDINGS.stopReplay}
          </Button>
        ) : (
          <Button key="replay" type="submit" leftSection={<Play size={12} aria-hidden />}>
            {RECORDINGS.replay}
          </Button>
        )}
      </Group>
      {isRunning && (
        <Progress.Root
          role="progressbar"
          aria-label={RECORDINGS.progress}
          aria-valuenow={state.done}
          aria-valuemin={0}
          aria-valuemax={state.total}
        >
          <Progress.Section withAria={false} value={(100 * state.done) / Math.max(1, state.total)} />
        </Progress.Root>
      )}
    </form>
  );
}

interface Servers {
  /** Where each client of a replay connects to. */
  readonly places: readonly { readonly name: string; readonly server: string }[];
  /** Which of these servers no client of this console has. */
  readonly strangers: readonly string[];
}

function useServers({ clients }: Recording, page: string): Servers {
  const known = new Set([
    serverAt({ url: page, path: DEFAULT_SETTINGS.path }),
    ...useClients().map((client) => serverAt(placeOf(client))),
  ]);
  const addresses = clients.map(({ name, settings = DEFAULT_SETTINGS }) => ({
    name,
    url: urlOf(settings, page),
    path: settings.path,
  }));
  const places = addresses.map(({ name, ...address }) => ({ name, server: withPath(address) }));
  const strangers = addresses
    .filter((address) => !known.has(serverAt(address)))
    .map(({ url, path }) => withPath({ url: new URL(url).origin, path }));
  return { places, strangers: [...new Set(strangers)] };
}

function withPath({ url, path }: ServerAddress): string {
  return path === DEFAULT_SETTINGS.path ? url : `${url} (${path})`;
}

interface SubstitutionsProps {
  readonly texts: readonly string[];
  readonly values: ReadonlyMap<string, string>;
  /** Whether names of logins get others by themselves. */
  readonly hasNames: boolean;
  readonly onChange: (changed: ReadonlyMap<string, string>) => void;
}

/** What is sent in the place of each text. */
function Substitutions({ texts, values, hasNames, onChange }: SubstitutionsProps): ReactElement | null {
  if (texts.length === 0) return null;
  const changed = texts.filter((text) => (values.get(text) ?? text) !== text);
  return (
    <details className={ui.card} open={changed.length > 0 || undefined}>
      <summary>{RECORDINGS.valuesInstead(changed.length, texts.length)}</summary>
      <div className={ui.stack}>
        <p className={ui.hint}>
          {hasNames && RECORDINGS.newNames} {RECORDINGS.otherValues}
        </p>
        <div className={styles.texts}>
          {texts.map((text) => (
            <TextInput
              key={text}
              label={RECORDINGS.insteadOf(text)}
              value={values.get(text) ?? text}
              autoComplete="off"
              onChange={(event) => onChange(new Map([[text, event.currentTarget.value]]))}
            />
          ))}
        </div>
        <Button
          variant="default"
          size="compact-xs"
          style={{ justifySelf: 'start' }}
          onClick={() => onChange(withEndings(texts))}
        >
          {RECORDINGS.addSuffix}
        </Button>
      </div>
    </details>
  );
}
