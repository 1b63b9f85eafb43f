/** What the router itself must know of the caller. An application's context extends it. */
export interface RouterContext {
  /** Who calls, or `undefined` for a stranger. Never `undefined` in controllers of events with a scope. */
  readonly user: { readonly id: string } | undefined;
  /** What the caller may do; compared with the event's `policy.scope`. */
  readonly scopes: readonly string[];
}
