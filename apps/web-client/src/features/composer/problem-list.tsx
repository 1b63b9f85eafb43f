import { ArrowRight, CircleAlert, TriangleAlert } from 'lucide-react';
import type { ReactElement, Ref } from 'react';
import { SmallButton } from '../../components/small-button.tsx';
import ui from '../../components/ui.module.css';
import type { Problem } from '../../drafts/variables.ts';
import { formatPath } from '../../lib/at-path.ts';
import { COMPOSER } from '../../texts/composer.ts';
import styles from './composer.module.css';

/** An editor that can bring the user to a place in the draft. */
export interface JumpHandle {
  /** Focuses the value at `path`, or the nearest one around it. */
  jump(path: readonly (string | number)[]): void;
}

export interface ProblemListProps {
  readonly ref: Ref<HTMLElement>;
  readonly problems: readonly Problem[];
  readonly onJump: (problem: Problem) => void;
  /** Sends what breaks the contract; left out where there is nothing that could be sent. */
  readonly onSendAnyway: (() => void) | undefined;
}

/** What keeps the draft from being sent; each leads to its place. */
export function ProblemList(props: ProblemListProps): ReactElement | null {
  const { ref, problems, onJump, onSendAnyway } = props;
  if (problems.length === 0) return null;
  return (
    <section ref={ref} tabIndex={-1} className={styles.problems} aria-label={COMPOSER.problems}>
      <div className={ui.bar}>
        <h3 className={`${ui.grow} ${ui.small} ${ui.bad}`}>
          <CircleAlert size={13} aria-hidden /> {COMPOSER.countProblems(problems.length)}
        </h3>
        {onSendAnyway && (
          <SmallButton icon={TriangleAlert} onClick={onSendAnyway}>
            {COMPOSER.sendAnyway}
          </SmallButton>
        )}
      </div>
      <ul>
        {problems.map((problem) => (
          <li key={`${problem.path.join('/')} ${problem.message}`}>
            <button type="button" className={`${ui.row} ${ui.small}`} onClick={() => onJump(problem)}>
              <code className={ui.bad}>{problem.place ?? formatPath(problem.path)}</code>
              <span className={ui.grow}>{problem.message}</span>
              <ArrowRight size={13} aria-hidden className={ui.dim} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
