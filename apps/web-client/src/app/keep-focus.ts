/** What lies over the page: when it goes, the focus goes back to where it was before. */
const LAYERS = '[role="dialog"], [role="menu"], [data-layer]';

const TABBABLE = 'a[href], button, input, select, textarea, summary, [tabindex], [contenteditable="true"]';

/** Where the focus is, or was, in one layer. */
interface Place {
  readonly layer: Element;
  readonly element: HTMLElement;
  /** Before the element. A range is live: it stays in its place when the element goes, and what is around it. */
  readonly range: Range;
}

/** The page first, then what lies over it. */
let places: readonly Place[] = [];

/** Had the focus when it was disabled. */
let waiting: HTMLElement | undefined;

/**
 * Where the focused element is removed or hidden, browsers give the focus to the body, and people who work without a mouse
 * has to start from the top. This gives it to the nearest place instead. What is disabled gets it back when it is enabled
 * again. A part that moves the focus itself wins.
 */
export function keepFocus(): void {
  document.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLElement) note(target);
  });
  document.addEventListener('focusout', ({ target, relatedTarget }) => {
    if (relatedTarget !== null) return;
    // Left by a click beside everything, and not because it went.
    queueMicrotask(() => {
      if (document.activeElement === document.body && isUsable(target as HTMLElement)) places = [];
    });
  });
  new MutationObserver((records) => {
    const active = document.activeElement ?? document.body;
    const isTouched = ({ type, target }: MutationRecord): boolean =>
      type === 'attributes' && target.contains(active);
    if (active === document.body || (records.some(isTouched) && !isUsable(active))) restore();
  }).observe(document.documentElement, {
    subtree: true,
    childList: true,
    attributeFilter: ['data-pane', 'disabled', 'hidden', 'style'],
  });
}

function note(element: HTMLElement): void {
  const layer = element.closest(LAYERS) ?? document.body;
  const range = document.createRange();
  range.setStartBefore(element);
  const index = places.findIndex((place) => place.layer === layer);
  places = [...places.slice(0, index === -1 ? undefined : index), { layer, element, range }];
  waiting = undefined;
}

function restore(): void {
  const { element } = places.at(-1) ?? {};
  if (!element) return;
  if (element.matches(':disabled') && element.isConnected) {
    waiting = element;
    return;
  }
  // It is there, and was left.
  if (isUsable(element) && element !== waiting) return;
  for (const place of places.toReversed()) {
    const next = isUsable(place.element) ? place.element : nearest(place);
    next?.focus({ preventScroll: true });
    if (next) return;
  }
}

/** What comes after the place, or else before it, in the smallest part of the layer that has something to focus. */
function nearest({ layer, range }: Place): HTMLElement | undefined {
  if (!layer.isConnected) return undefined;
  let part: Node | null = range.startContainer;
  for (; part && layer.contains(part); part = part.parentNode) {
    if (!(part instanceof HTMLElement)) continue;
    if (part.tabIndex >= 0 && isUsable(part)) return part;
    const inPart = [...part.querySelectorAll<HTMLElement>(TABBABLE)].filter(
      (element) => element.tabIndex >= 0 && isUsable(element),
    );
    const next = inPart.find((element) => range.comparePoint(element, 0) >= 0) ?? inPart.at(-1);
    if (next) return next;
  }
  return undefined;
}

function isUsable(element: Element): boolean {
  return element.isConnected && element.checkVisibility() && !element.matches(':disabled, [inert] *');
}
