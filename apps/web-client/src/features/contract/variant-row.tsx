import type { AnyReply } from '@switchboard/contract';
import { CircleAlert, CircleCheck, CircleHelp, CircleX, type LucideIcon, SquarePen } from 'lucide-react';
import type { ReactElement } from 'react';
import { Badge } from '../../components/badge.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import styles from './contract.module.css';
import type { Variant } from './invalid-variants.ts';
import { codeOf } from './matrix-report.ts';
import { namesPlace, VERDICT_TONES, type Verdict, verdictOf } from './verdict.ts';

const ICONS: Readonly<Record<Verdict, LucideIcon>> = {
  accepted: CircleX,
  'no reply': CircleX,
  failed: CircleX,
  'not reached': CircleHelp,
  rejected: CircleCheck,
};

export interface VariantRowProps {
  readonly variant: Variant;
  /** Left out before it was sent. */
  readonly reply: AnyReply | undefined;
  readonly onLoad: () => void;
}

/** One wrong payload and what the server said to it. */
export function VariantRow({ variant, reply, onLoad }: VariantRowProps): ReactElement {
  const { name, wrong } = variant;
  return (
    <li className={styles.variant}>
      <div className={styles.variantText}>
        <span className={styles.event}>{name}</span>
        <span className={styles.note}>{wrong}</span>
      </div>
      {reply && <Answer variant={variant} reply={reply} />}
      <IconButton label={`Load "${name}" into the editor`} icon={SquarePen} onClick={onLoad} />
    </li>
  );
}

function Answer({ variant, reply }: { variant: Variant; reply: AnyReply }): ReactElement {
  const verdict = verdictOf(reply);
  return (
    <span className={styles.answer}>
      <Badge tone={VERDICT_TONES[verdict]} icon={ICONS[verdict]}>
        {verdict}
        {verdict === 'accepted' ? '' : `: ${codeOf(reply)}`}
      </Badge>
      {verdict === 'rejected' && !namesPlace(reply, variant) && (
        <Badge tone="warn" icon={CircleAlert} title="No issue of the reply points at what is wrong">
          does not name it
        </Badge>
      )}
    </span>
  );
}
