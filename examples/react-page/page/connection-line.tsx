import { useConnection } from './hooks.ts';

/** Screen readers read it whenever it changes. */
export function ConnectionLine() {
  const state = useConnection();
  if (state.status === 'connected')
    return (
      <p role="status" className="connected">
        Connected: everyone sees the same list.
      </p>
    );
  const problem = state.status === 'disconnected' ? undefined : state.problem;
  return <p role="status">{problem?.explanation ?? 'Connecting…'}</p>;
}
