/** Focuses the form's field at `path`, or of the nearest value around it. */
export function focusField(path: readonly (string | number)[]): void {
  for (let length = path.length; length > 0; length--) {
    const element = document.getElementById(['field', ...path.slice(0, length)].join('_'));
    const target = element?.matches('input, textarea, select, button')
      ? element
      : element?.querySelector<HTMLElement>('input, textarea, select, button');
    if (!target) continue;
    target.scrollIntoView({ block: 'nearest' });
    target.focus();
    return;
  }
  document.querySelector<HTMLElement>('[id^="field_"]')?.focus();
}
