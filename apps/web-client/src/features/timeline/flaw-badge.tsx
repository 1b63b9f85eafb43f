import { CircleHelp, TriangleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import { Badge } from '../../components/badge.tsx';
import type { Flaw } from './row-facts.ts';

/** What is wrong with a row, in a few words; nothing where nothing is. */
export function FlawBadge({ flaw }: { flaw: Flaw | undefined }): ReactElement | null {
  if (flaw === undefined) return null;
  return flaw === 'broken' ? (
    <Badge tone="bad" icon={TriangleAlert}>
      breaks the contract
    </Badge>
  ) : (
    <Badge tone="warn" icon={CircleHelp}>
      not in the contract
    </Badge>
  );
}
