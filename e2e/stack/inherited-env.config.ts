/** What a process that a test starts gets from this one: all but what a test runner sets for its own workers. */
export function inheritedEnv(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _options, NODE_ENV: _env, FORCE_COLOR: _color, ...env } = process.env;
  return { ...env, NO_COLOR: '1' };
}
