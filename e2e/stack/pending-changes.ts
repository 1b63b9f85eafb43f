import type { Page } from '@playwright/test';

/** A change of state that React was given and has not worked off. They are in a circle. */
interface Change {
  readonly next: Change;
}

/** One `useState` or `useReducer` of a component, as React has it; other hooks have no queue. */
interface Hook {
  readonly queue?: { readonly pending?: Change | null; readonly dispatch?: (change: unknown) => void } | null;
  readonly baseQueue?: Change | null;
  readonly next?: Hook | null;
}

/** A component of the page, as React has it. */
interface Fiber {
  readonly type: unknown;
  readonly memoizedState: Hook | null;
  readonly alternate: Fiber | null;
  readonly child: Fiber | null;
  readonly sibling: Fiber | null;
}

/**
 * How many changes of state React holds, by the components that have them. React works them off when it draws the component
 * again. Until then it holds every change that left the state as it was.
 *
 * It reads what is private to React. To test that it finds it, it gives the first component `made` such changes before.
 */
export function pendingChanges(page: Page, made = 0): Promise<Record<string, number>> {
  return page.evaluate((changes) => {
    const lengthOf = (last: Change | null | undefined): number => {
      let length = 0;
      for (let change = last; change; change = change.next === last ? undefined : change.next) length += 1;
      return length;
    };
    const hooksOf = (fiber: Fiber | null): Hook[] => {
      const hooks: Hook[] = [];
      for (let hook = fiber?.memoizedState; hook?.queue !== undefined; hook = hook.next) hooks.push(hook);
      return hooks;
    };
    const found: Record<string, number> = {};
    let toMake = changes;
    const visit = (fiber: Fiber | null, names: readonly string[]): void => {
      for (let at = fiber; at; at = at.sibling) {
        const name = Object(at.type).displayName ?? Object(at.type).name;
        const path = typeof name === 'string' && name !== '' ? [...names.slice(-5), name] : names;
        const change = hooksOf(at).find(({ queue }) => queue?.dispatch)?.queue?.dispatch;
        for (; change && toMake > 0; toMake--) change((state: unknown) => state);
        // The two versions of a component share a queue, and each has its own base.
        const [hooks, others] = [hooksOf(at), hooksOf(at.alternate)];
        const pending = hooks.map(({ queue, baseQueue }, index) =>
          Math.max(lengthOf(queue?.pending), lengthOf(baseQueue), lengthOf(others[index]?.baseQueue)),
        );
        const most = Math.max(0, ...pending);
        if (most > 0) found[path.join(' > ')] = Math.max(most, found[path.join(' > ')] ?? 0);
        visit(at.child, path);
      }
    };
    for (const element of document.querySelectorAll('*')) {
      const key = Object.keys(element).find((name) => name.startsWith('__reactContainer$'));
      if (key) visit(Reflect.get(element, key) as Fiber, []);
    }
    return found;
  }, made);
}
