/** What to do about an address that does not fit. */
export const ADDRESS_PROBLEMS = {
  missing: 'Write an address such as http://localhost:3000, or with a namespace: …:3000/chat.',
  scheme: (scheme: string) =>
    `Socket.IO runs over HTTP, not over ${scheme}: start the address with http:// or https://.`,
  spaces: 'An address has no spaces: leave them out.',
  credentials:
    'Leave out the part before the @: a browser does not send it. Put it under Auth, in the settings.',
  port: (port: string) => `${port} is not a port: write a number from 1 to 65535.`,
  query: (query: string) => `Leave out ${query}, and put it under Query, in the settings of the client.`,
  fragment: (fragment: string) => `Leave out ${fragment}: a browser does not send it.`,
  namespace:
    'What follows the host is the namespace, such as /chat: start it with a slash, and write no commas.',
  host: (host: string) => `${host} is not the name of a host: write one such as localhost or chat.example.`,
} as const;
