/** What to do about a field of a client's settings that does not fit. */
export const SETTINGS_PROBLEMS = {
  urlOrigin:
    'Write the origin alone, such as https://localhost:3000: the namespace and the path have fields of their own.',
  path: (example: string) => `Start it with a slash, as in ${example}, without spaces, commas, ? or #.`,
  mainNamespace: ' The main one is /.',
  transports: 'Pick at least one: with none, nothing can connect.',
  token: 'A token has no spaces or line breaks: paste it alone.',
  count: (min: number, hint: string) => `Write a whole number from ${min}, ${hint}.`,
  attempts: 'or leave it empty for no limit',
  milliseconds: (example: number) => `in milliseconds, such as ${example}`,

  line: (number: number) => `Line ${number}`,
  pair: (line: string, form: string, text: string) =>
    `${line} is not ${form}: write ${text}…, one pair per line.`,
  atLine: (line: string, problem: string) => `${line}: ${problem}`,
  repeated: (line: string, name: string) => `${line} repeats ${name}: write each name once.`,
  takenKey: (key: string) => `Socket.IO sets ${key} itself. Take another name.`,
  headerName: (name: string) => `${name} is not the name of a header.`,
  forbiddenHeader: (name: string) => `A browser does not let a page send ${name}: leave it out.`,
  headersByPolling: 'A browser sends headers with polling only: allow polling, or leave them out.',

  authJson: (reason: string) => `${reason}. Write an object such as {"shard": 7}.`,
  authObject: 'Write a JSON object, such as {"shard": 7}.',
  authToken: 'Put the token into its own field below, where it is hidden.',
  authContract:
    '"contract" must be {"name": text, "version": text}. Leave it out to send that of this console.',
} as const;
