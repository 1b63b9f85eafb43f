import { REDACTED, type Schema } from '@switchboard/contract';
import type { NamedClient } from '../clients/named-client.ts';
import { type ConsoleContract, contractOf, defaultContract, sentSpec } from '../contract/contracts.ts';
import type { Opening } from '../features/share/openings-store.ts';
import type { Shared } from '../features/share/share-dialog.tsx';
import type { ShareState } from '../features/share/share-state.ts';
import { applyTimelineFilter, readTimelineFilter } from '../features/timeline/filter-store.ts';
import { hideSecrets, stripValues } from '../lib/draft-secrets.ts';
import { CUSTOM_NAME, CUSTOM_PAYLOAD, draftKey, forgetDraft, readDraft, writeDraft } from '../lib/drafts.ts';
import type { Selection } from '../lib/selection.ts';
import { useLayout } from './layout.ts';
import { useUi } from './ui-store.ts';

/** What is in sight, and the drafts of a selection with their secrets: good for putting it back, not for sharing. */
function readConsole(selection: Selection): ShareState {
  const { name, version } = pickedContract();
  return {
    contract: { name, version },
    selection: useUi.getState().selection,
    drafts: Object.fromEntries(draftNames(selection).map((draft) => [draft, readDraft(draft) ?? null])),
    filter: readTimelineFilter(),
    side: useUi.getState().sideTab,
    widths: useLayout.getState().widths,
  };
}

/** What is in sight and was written, as far as others may know it. */
export function readShared(clients: readonly NamedClient[], selection: Selection): Shared {
  const state = { ...readConsole(selection), selection };
  const tokens = new Map(
    clients.flatMap(({ name, identity }) =>
      identity ? [[identity.token, `the token of ${name}`] as const] : [],
    ),
  );
  const leftOut: string[] = [];
  const drafts = Object.entries(state.drafts).map(([name, draft]) => {
    if (draft === null) return [name, null];
    const bySchema = hideSecrets(name === CUSTOM_NAME ? undefined : schemaOf(state.selection), draft);
    const byValue = stripValues(bySchema.text, tokens);
    leftOut.push(...bySchema.hidden, ...byValue.hidden);
    // A draft of which nothing is left would only replace the one of the one who opens the link.
    return [name, bySchema.text === REDACTED ? null : byValue.text];
  });
  const filter = stripValues(JSON.stringify(state.filter), tokens);
  leftOut.push(...filter.hidden);
  return {
    state: { ...state, drafts: Object.fromEntries(drafts), filter: JSON.parse(filter.text) },
    leftOut: [...new Set(leftOut)],
  };
}

/** Makes the console what it was. */
export function restoreConsole({ selection, drafts, filter, side, widths }: ShareState): void {
  for (const [name, draft] of Object.entries(drafts)) {
    if (draft === null) forgetDraft(name);
    else writeDraft(name, draft);
  }
  applyTimelineFilter(filter);
  useLayout.getState().resize(widths);
  useUi.getState().showSide(side);
  useUi.getState().select(selection);
}

/** Makes the console what a link says, and gives what that changed. */
export function openShared(shared: ShareState): Opening {
  const before = readConsole(shared.selection);
  // A link brings the drafts of what it picks, and no others.
  const brought = Object.entries(shared.drafts).filter(
    ([name, draft]) => draft !== null && draftNames(shared.selection).includes(name),
  );
  restoreConsole({ ...shared, drafts: Object.fromEntries(brought) });
  const replaced = brought.some(([name, draft]) => (before.drafts[name] ?? draft) !== draft);
  const { name, version } = pickedContract();
  const isOther = shared.contract.name !== name || shared.contract.version !== version;
  const text = [
    `Opened from a link: ${titleOf(shared.selection)}.`,
    replaced && 'It replaced a draft of yours; Undo brings that back.',
    isOther &&
      `It was made with ${shared.contract.name} ${shared.contract.version}, and this is ${name} ${version}: some of it may not fit.`,
  ];
  return { text: text.filter(Boolean).join(' '), before };
}

/** That of the client that is picked. */
function pickedContract(): ConsoleContract {
  const { clientId } = useUi.getState();
  return clientId === undefined ? defaultContract() : contractOf(clientId);
}

function draftNames(selection: Selection): string[] {
  if (selection.kind === 'custom') return [CUSTOM_NAME, CUSTOM_PAYLOAD];
  return selection.kind === 'event' && selection.direction === 'send'
    ? [draftKey(pickedContract(), selection.event)]
    : [];
}

function schemaOf(selection: Selection): Schema | undefined {
  if (selection.kind === 'quick-start') return undefined;
  const event = selection.kind === 'event' ? selection.event : (readDraft(CUSTOM_NAME) ?? '');
  return sentSpec(pickedContract(), event)?.payload;
}

function titleOf(selection: Selection): string {
  if (selection.kind === 'event') return selection.event;
  return selection.kind === 'custom' ? 'the custom event' : 'the quick start';
}
