import type { Entry } from '../../../lib/entry.ts';
import type { Sample } from './draft-contract.ts';

/** The messages of a timeline as they were on the wire; what this end made up is left out. */
export function samplesOf(entries: readonly Entry[]): Sample[] {
  return entries.flatMap((entry): Sample[] => {
    if (entry.kind === 'state') return [];
    const { at, event, args } = entry;
    if (entry.kind === 'event') return [{ at, direction: 'received', event, args }];
    const { answer } = entry;
    const came = answer?.by === 'server' ? answer.args : answer?.late?.args;
    return [{ at, direction: 'sent', event, args, ...(came && { answer: came }) }];
  });
}
