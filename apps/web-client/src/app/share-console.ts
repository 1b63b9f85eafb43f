import { useWindowEvent } from '@mantine/hooks';
import { type EventSpec, REDACTED } from '@switchboard/contract';
import { useEffect, useEffectEvent } from 'react';
import type { NamedClient } from '../clients/named-client.ts';
import type { NamedClients } from '../clients/named-clients.ts';
import { describeTarget, isSameTarget, type SharedTarget, sharedTargetOf } from '../clients/target.ts';
import {
  type ConsoleContract,
  contractById,
  contractOf,
  defaultContract,
  sentSpec,
} from '../contract/contracts.ts';
import { hideSecrets, stripText, stripValues } from '../drafts/draft-secrets.ts';
import { draftName, keyAt, nameKey, nameOfName, readDraft, replaceDrafts } from '../drafts/drafts.ts';
import type { Selection } from '../drafts/selection.ts';
import { type Opening, useOpenings } from '../features/share/openings-store.ts';
import type { Shared } from '../features/share/share-dialog.tsx';
import type { ShareState } from '../features/share/share-state.ts';
import { applyTimelineFilter, readTimelineFilter } from '../features/timeline/filter-store.ts';
import { notify } from '../lib/notice.ts';
import { DEFAULT_SETTINGS, readSettings } from '../links/connection-settings.ts';
import { SHARE } from '../texts/share.ts';
import { SHELL } from '../texts/shell.ts';
import { useLayout } from './columns.tsx';
import { useUi } from './ui-store.ts';

/** What is in sight, and the drafts of a selection for a server with their secrets: good for putting it back, not for sharing. */
function readConsole(selection: Selection, target: SharedTarget): ShareState {
  const { name, version } = pickedContract();
  const { selection: shown, sideTab: side } = useUi.getState();
  return {
    contract: { name, version },
    target,
    selection: shown,
    drafts: Object.fromEntries(
      draftNames(selection, target).map((draft) => [draft, readDraft(keyAt(target, draft)) ?? null]),
    ),
    filter: readTimelineFilter(),
    side,
    widths: useLayout.getState().widths,
  };
}

/** What is in sight and was written, as far as others may know it. */
export function readShared(clients: readonly NamedClient[], selection: Selection): Shared {
  const { clientId } = useUi.getState();
  const { settings = DEFAULT_SETTINGS } = clients.find(({ id }) => id === clientId) ?? clients[0] ?? {};
  const target = sharedTargetOf(settings);
  const state = { ...readConsole(selection, target), selection };
  const spec = specOf(selection, target);
  const tokens = new Map(
    clients.flatMap(({ name, identity }) =>
      identity ? [[identity.token, SHARE.tokenOf(name)] as const] : [],
    ),
  );
  const leftOut: string[] = [];
  let isGuessed = false;
  const drafts = Object.entries(state.drafts).map(([name, draft]) => {
    if (draft === null) return [name, null];
    const isName = name === nameOfName(target);
    if (!isName && !spec && draft.trim() !== '') isGuessed = true;
    const safe = isName ? { text: draft, hidden: [] } : hideSecrets(spec?.payload, draft);
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

/** Makes the console what it was. Its drafts are for its server alone. */
export function restoreConsole(state: ShareState): void {
  const { target = DEFAULT_SETTINGS, selection, drafts, filter, side, widths } = state;
  replaceDrafts(
    Object.fromEntries(
      Object.entries(drafts).map(([name, draft]) => [keyAt(target, name), draft ?? undefined]),
    ),
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
  // A link of an older console does not say for which server its drafts were written.
  const { target = here } = shared;
  const before = readConsole(shared.selection, target);
  // A link brings the drafts of what it picks, and no others.
  const brought = Object.entries(shared.drafts).filter(
    ([name, draft]) => draft !== null && draftNames(shared.selection, target).includes(name),
  );
  restoreConsole({ ...shared, target, drafts: Object.fromEntries(brought) });
  const replaced = brought.some(([name, draft]) => (before.drafts[name] ?? draft) !== draft);
  const elsewhere = isSameTarget(target, here) ? undefined : target;
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
  const known = clients.getSnapshot().find(({ settings }) => isSameTarget(settings, target));
  known?.link.connect();
  const { host } = new URL(target.url || document.baseURI);
  useUi.getState().selectClient(known?.id ?? clients.add(host, pickedId, readSettings(target)));
}

/** That of the client that is picked. */
function pickedContract(): ConsoleContract {
  const { clientId } = useUi.getState();
  return clientId === undefined ? defaultContract() : contractOf(clientId);
}

/** What the drafts of a selection are called among those for their server. */
function draftNames(selection: Selection, to: SharedTarget): string[] {
  if (selection.kind === 'custom') return [nameOfName(to), draftName(to)];
  return selection.kind === 'event' && selection.direction === 'send' ? [draftName(to, selection.event)] : [];
}

function specOf(selection: Selection, to: SharedTarget): EventSpec | undefined {
  if (selection.kind === 'quick-start') return undefined;
  const event = selection.kind === 'event' ? selection.event : (readDraft(nameKey(to)) ?? '');
  return sentSpec(contractById(to.contract), event);
}

function titleOf(selection: Selection): string {
  if (selection.kind === 'event') return selection.event;
  return selection.kind === 'custom' ? SHARE.customEvent : SHARE.quickStart;
}
