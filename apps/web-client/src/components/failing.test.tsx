// @vitest-environment happy-dom
import { act, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, it, onTestFinished, vi } from 'vitest';
import { Failing } from './failing.tsx';

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);

it('says why a part failed beside one that did not, and tries again when it is asked to, or when it is another one', async () => {
  let reason: string | undefined = 'no luck';
  function Part(): ReactElement {
    if (reason) throw new Error(reason);
    return <p>the part</p>;
  }
  const place = document.body.appendChild(document.createElement('div'));
  // What a boundary catches is not for the console of the test.
  const root = createRoot(place, { onCaughtError: () => undefined });
  onTestFinished(() => act(() => root.unmount()));
  const show = (key: number): Promise<void> =>
    act(async () =>
      root.render(
        <>
          <p>another part, </p>
          <Failing
            text={(why) => `Failed: ${why}.`}
            resetKeys={[key]}
            actions={(retry) => (
              <button type="button" onClick={retry}>
                Again
              </button>
            )}
          >
            <Part />
          </Failing>
        </>,
      ),
    );

  await show(1);
  expect(place.querySelector('[role="alert"]')?.textContent).toBe('Failed: no luck.Again');
  expect(place.textContent).toContain('another part');
  reason = undefined;
  await act(async () => place.querySelector('button')?.click());
  expect(place.textContent).toBe('another part, the part');

  reason = 'again';
  await show(1);
  expect(place.textContent).toContain('Failed: again.');
  reason = undefined;
  await show(2);
  expect(place.textContent).toBe('another part, the part');
});
