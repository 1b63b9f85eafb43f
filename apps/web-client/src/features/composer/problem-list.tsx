import { ArrowRight, CircleAlert } from 'lucide-react';
import type { ReactElement, Ref } from 'react';
import { formatPath } from '../../components/issue-list.tsx';
import type { Problem } from '../../lib/variables.ts';
import { COMPOSER } from '../../texts/composer.ts';
import styles from './problem-list.module.css';

/** An editor that can bring the user to a place in the draft. */
export interface JumpHandle {
  /** Focuses the value at `path`, or the nearest one around it. */
  jump(path: readonly (string | number)[]): void;
}

export interface ProblemListProps {
  readonly ref: Ref<HTMLElement>;
  readonly problems: readonly Problem[];
  readonly onJump: (problem: Problem) => void;
}

/** What keeps the draft from being sent; each leads to its place. */
export function ProblemList({ ref, problems, onJump }: ProblemListProps): ReactElement | null {
  if (problems.length === 0) return null;
  return (
    <section ref={ref} tabIndex={-1} className={styles.problems} aria-label={COMPOSER.problems}>
      <h3 className={styles.title}>
        <CircleAlert size={13} aria-hidden />
        {COMPOSER.countProblems(problems.length)}
      </h3>
      <ul className={styles.list}>
        {problems.map((problem) => (
          <li key={`${problem.path.join('/')} ${problem.message}`}>
            <button type="button" className={styles.problem} onClick={() => onJump(problem)}>
              <code className={styles.path}>{formatPath(problem.path)}</code>
              <span>{problem.message}</span>
              <ArrowRight size={13} aria-hidden className={styles.arrow} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
