/** The environment of this process, for a child that shall see little else of this machine. */
export function ownEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env };
}
