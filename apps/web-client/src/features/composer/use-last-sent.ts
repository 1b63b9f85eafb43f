import { useContext, useEffect } from 'react';
import { argsDraftOf, writeArgsDraft } from '../../lib/args-draft.ts';
import { SessionContext } from '../../lib/console-session.ts';
import { readDraft, writeDraft } from '../../lib/drafts.ts';

/** Begins the draft of an event that was never written with what was sent of it last. */
export function useLastSent(key: string, event: string | undefined): void {
  const log = useContext(SessionContext)?.log;
  useEffect(() => {
    if (event === undefined || readDraft(key) !== undefined) return;
    const last = log
      ?.entries()
      .findLast((entry) => (entry.kind === 'call' || entry.kind === 'send') && entry.event === event);
    if (last && last.kind !== 'state')
      writeDraft(key, writeArgsDraft(argsDraftOf(last.args, last.kind === 'call')));
  }, [log, key, event]);
}
