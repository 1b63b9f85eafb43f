/**
 * What a colour of the console is right now, in a form that a canvas takes. The value of a custom property still holds
 * `light-dark()`; only a colour that makes use of it is resolved.
 */
export function tokenColor(near: HTMLElement, token: `--sb-${string}`): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${token})`;
  near.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
