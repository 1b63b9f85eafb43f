import { expect, it } from 'vitest';
import { render } from 'vitest-browser-react';
import { ErrorBoundary } from './error-boundary.tsx';

function Odd({ broken }: { broken: boolean }): string {
  if (broken) throw new Error('an odd schema');
  return 'fine';
}

it('shows the fallback in place of what failed, until something else is shown', async () => {
  const tree = (broken: boolean, resetKey: string) => (
    <ErrorBoundary resetKey={resetKey} fallback={(error) => `It failed: ${error.message}`}>
      <Odd broken={broken} />
    </ErrorBoundary>
  );
  const screen = await render(tree(true, 'one'));
  await expect.element(screen.getByText('It failed: an odd schema')).toBeVisible();
  await screen.rerender(tree(false, 'two'));
  await expect.element(screen.getByText('fine')).toBeVisible();
});
