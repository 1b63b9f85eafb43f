/** What a map of the contract says of an event; `undefined` for one that it does not have, whatever its name. */
export function specOf<Spec>(specs: Readonly<Record<string, Spec>>, event: string): Spec | undefined {
  return Object.hasOwn(specs, event) ? specs[event] : undefined;
}
