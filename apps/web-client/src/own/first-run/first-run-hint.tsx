import { CirclePlay, Rocket, Square, X } from 'lucide-react';
import { type ReactElement, useEffect } from 'react';
import { create } from 'zustand';
import { IconButton } from '../../components/icon-button.tsx';
import { SmallButton } from '../../components/small-button.tsx';
import ui from '../../components/ui.module.css';
import { useSession } from '../../session/console-session.ts';
import { QUICK_START, SAMPLE } from '../texts.ts';
import { useSample } from './sample-traffic.ts';

/** Whether anything was sent or received since the page was opened. Clearing the timeline does not change it. */
const useStarted = create<{ readonly isStarted: boolean }>()(() => ({ isStarted: false }));

/** What to do first, until anything was sent or received; and the progress of the sample traffic. */
export function FirstRunHint({ onQuickStart }: { onQuickStart: () => void }): ReactElement | null {
  const { log, clients } = useSession();
  const { status, text, start, stop, forget } = useSample();
  const isFirst = !useStarted().isStarted;
  const isRunning = status === 'running';
  useEffect(() => {
    const look = (): void => {
      const { sent, received } = log.getSnapshot();
      if (sent + received > 0) useStarted.setState({ isStarted: true });
    };
    look();
    return isFirst ? log.subscribe(look) : undefined;
  }, [log, isFirst]);
  if (!isFirst && status === 'idle') return null;
  return (
    <section className={ui.toolbar} aria-label={QUICK_START.firstSteps}>
      {isFirst && <p>{QUICK_START.nothingSent}</p>}
      {isFirst && (
        <SmallButton size="xs" icon={Rocket} variant="light" onClick={onQuickStart}>
          {QUICK_START.open}
        </SmallButton>
      )}
      <SmallButton
        size="xs"
        icon={isRunning ? Square : CirclePlay}
        onClick={() => (isRunning ? stop() : void start(clients))}
      >
        {isRunning ? SAMPLE.stop : SAMPLE.title}
      </SmallButton>
      <p
        className={`${isFirst ? '' : ui.grow} ${ui.small} ${status === 'failed' ? ui.bad : ui.dim}`}
        role="status"
        aria-label={SAMPLE.title}
      >
        {text ?? `${SAMPLE.help}.`}
      </p>
      {!isFirst && !isRunning && <IconButton label={SAMPLE.close} icon={X} onClick={forget} />}
    </section>
  );
}
