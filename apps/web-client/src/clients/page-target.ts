/**
 * Under which key a tab keeps something of its clients. A page with another target has clients of its own, so that no token
 * goes to another server by itself.
 */
export function tabKey(what: string): string {
  const target = pageTargetText() ?? '{}';
  return `switchboard.${what}${target === '{}' ? '' : ` ${target}`}`;
}

/** The target of the page as JSON; `undefined` where it has none. */
function pageTargetText(): string | undefined {
  return globalThis.document?.querySelector<HTMLMetaElement>('meta[name="switchboard-target"]')?.content;
}

/** What `serveConsole` of `@switchboard/console` writes into the page, unread. */
export function readPageTarget(): Readonly<Record<string, unknown>> | undefined {
  const text = pageTargetText();
  try {
    return text === undefined ? undefined : Object(JSON.parse(text));
  } catch {
    return undefined;
  }
}
