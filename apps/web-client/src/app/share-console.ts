import { useWindowEvent } from '@mantine/hooks';
import { type EventSpec, REDACTED } from '@switchboard/contract';
import { useEffect, useEffectEvent } from 'react';
import type { NamedClient } from '../clients/named-client.ts';
import type { NamedClients } from '../clients/named-clients.ts';
import { describeTarget, type SharedTarget, sharedTargetOf } from '../clients/target.ts';
import { type ConsoleContract, contractOf, defaultContract, RAW, sentSpec } from '../contract/contracts.ts';
import { hideSecrets, stripText, stripValues } from '../drafts/draft-secrets.ts';
import { draftKey, nameKey, readDraft, replaceDrafts, type Spoken } from '../drafts/drafts.ts';
import type { Selection } from '../drafts/selection.ts';
import { type Opening, useOpenings } from '../features/share/openings-store.ts';
import type { Shared } from '../features/share/share-dialog.tsx';
import type { ShareState } from '../features/share/share-state.ts';
import { applyTimelineFilter, readTimelineFilter } from '../features/timeline/filter-store.ts';
import { notify } from '../lib/notice.ts';
import { readSettings } from '../links/connection-settings.ts';
import { SHARE } from '../texts/share.ts';
import { SHELL } from '../texts/shell.ts';
import { useLayout } from './columns.tsx';
import { useUi } from './ui-store.ts';

/** What is in sight, and the drafts of a selection with their secrets: good for putting it back, not for sharing. */
function readConsole(selection: Selection, spoken: Spoken = pickedContract()): ShareState {
  const { name, version } = pickedContract();
  const { selection: shown, sideTab: side } = useUi.getState();
  return {
    contract: { name, version },
    selection: shown,
    drafts: Object.fromEntries(
      draftNames(selection, spoken).map((draft) => [draft, readDraft(draft) ?? null]),
    ),
    filter: readTimelineFilter(),
    side,
    widths: useLayout.getState().widths,
  };
}

/** What is in sight and was written, as far as others may know it. */
export function readShared(clients: readonly NamedClient[], selection: Selection): Shared {
  const { clientId } = useUi.getState();
  const { settings } = clients.find(({ id }) => id === clientId) ?? clients[0] ?? {};
  const state = {
    ...readConsole(selection),
    selection,
    ...(settings && { target: sharedTargetOf(settings) }),
  };
  const tokens = new Map(
    clients.flatMap(({ name, identity }) =>
      identity ? [[identity.token, SHARE.tokenOf(name)] as const] : [],
    ),
  );
  const leftOut: string[] = [];
  let isGuessed = false;
  const drafts = Object.entries(state.drafts).map(([name, draft]) => {
    if (draft === null) return [name, null];
    const isName = name === nameKey(pickedContract());
    if (!isName && !specOf(state.selection) && draft.trim() !== '') isGuessed = true;
    const safe = isName ? { text: draft, hidden: [] } : hideSecrets(specOf(state.selection)?.payload, draft);
    const byValue = stripText(safe.text, tokens);
    leftOut.push(...safe.hidden, ...byValue.hidden);
    // A draft of which nothing is left would only replace the one of the one who opens the link.
    return [name, safe.text === REDACTED ? null : byValue.text];
  });
  const filter = stripValues(state.filter, tokens);
  leftOut.push(...filter.hidden);
  return {
    state: { ...state, drafts: Object.fromEntries(drafts), filter: filter.value },
    leftOut: [...new Set(leftOut)],
    isGuessed,
  };
}

/** Makes the console what it was. */
export function restoreConsole({ selection, drafts, filter, side, widths }: ShareState): void {
  replaceDrafts(
    Object.fromEntries(Object.entries(drafts).map(([name, draft]) => [name, draft ?? undefined])),
  );
  applyTimelineFilter(filter);
  const { showSide, select } = useUi.getState();
  useLayout.getState().resize(widths);
  showSide(side);
  select(selection);
}

/** Opens the link by which someone came, at the start or later in the same tab. */
export function useSharedLink({ settings }: NamedClient): void {
  const open = useEffectEvent(() => void openFragment(sharedTargetOf(settings)));
  useEffect(() => open(), []);
  useWindowEvent('hashchange', () => void openFragment(sharedTargetOf(settings)));
}

/** `here` is where the client that is picked connects to. */
async function openFragment(here: SharedTarget): Promise<void> {
  const fragment = location.hash;
  if (fragment.length < 2) return;
  // Opened once: a reload must not undo what is written from here on.
  history.replaceState(null, '', location.pathname + location.search);
  try {
    const { decodeShare } = await import('../features/share/share-link.ts');
    const link = await decodeShare(fragment);
    if (link.ok) useOpenings.getState().add(openShared(link.state, here));
    else notify({ text: link.reason, tone: 'bad' });
  } catch {
    history.replaceState(null, '', fragment);
    notify({ text: SHELL.brokenLink, tone: 'bad' });
  }
}

/** Makes the console what a link says, and gives what that changed. */
function openShared(shared: ShareState, here: SharedTarget): Opening {
  const { target } = shared;
  const spoken = target ? { isRaw: target.contract === RAW.id } : pickedContract();
  const before = readConsole(shared.selection, spoken);
  // A link brings the drafts of what it picks, and no others.
  const brought = Object.entries(shared.drafts).filter(
    ([name, draft]) => draft !== null && draftNames(shared.selection, spoken).includes(name),
  );
  restoreConsole({ ...shared, drafts: Object.fromEntries(brought) });
  const replaced = brought.some(([name, draft]) => (before.drafts[name] ?? draft) !== draft);
  const elsewhere = target && describeTarget(target) !== describeTarget(here) ? target : undefined;
  const { name, version } = pickedContract();
  const isOther = shared.contract.name !== name || shared.contract.version !== version;
  const text = [
    SHARE.opened(titleOf(shared.selection)),
    replaced && SHARE.replaced,
    isOther &&
      SHARE.otherContract(
        `${shared.contract.name} ${shared.contract.version}`.trim(),
        `${name} ${version}`.trim(),
      ),
    elsewhere && SHARE.otherTarget(describeTarget(elsewhere)),
  ];
  return { text: text.filter(Boolean).join(' '), before, elsewhere };
}

/** Picks a client of the server that a link was made for. One that is added has nothing of another: no auth, query or headers. */
export function connectThere(clients: NamedClients, pickedId: string, target: SharedTarget): void {
  const there = describeTarget(target);
  const known = clients
    .getSnapshot()
    .find(({ settings }) => describeTarget(sharedTargetOf(settings)) === there);
  known?.link.connect();
  const { host } = new URL(target.url || document.baseURI);
  useUi.getState().selectClient(known?.id ?? clients.add(host, pickedId, readSettings(target)));
}

/** That of the client that is picked. */
function pickedContract(): ConsoleContract {
  const { clientId } = useUi.getState();
  return clientId === undefined ? defaultContract() : contractOf(clientId);
}

/** `spoken` is what the client of the drafts speaks. */
function draftNames(selection: Selection, spoken: Spoken): string[] {
  if (selection.kind === 'custom') return [nameKey(spoken), draftKey(spoken)];
  return selection.kind === 'event' && selection.direction === 'send'
    ? [draftKey(spoken, selection.event)]
    : [];
}

function specOf(selection: Selection): EventSpec | undefined {
  if (selection.kind === 'quick-start') return undefined;
  const event = selection.kind === 'event' ? selection.event : (readDraft(nameKey(pickedContract())) ?? '');
  return sentSpec(pickedContract(), event);
}

function titleOf(selection: Selection): string {
  if (selection.kind === 'event') return selection.event;
  return selection.kind === 'custom' ? SHARE.customEvent : SHARE.quickStart;
}
