/** A change of the contract that the compiler must notice wherever the contract is used. */
export interface Mutation {
  readonly name: string;
  /** In packages/events/src. */
  readonly file: string;
  /** Found exactly once in the file. */
  readonly from: string;
  readonly to: string;
  /** The projects whose type-check must fail, each with an error in its own folder. */
  readonly breaks: readonly string[];
}

const SERVER = 'apps/server/tsconfig.build.json';
const SERVER_TESTS = 'apps/server/tsconfig.json';
const CONSOLE = 'apps/web-client/tsconfig.build.json';
const CONSOLE_TESTS = 'apps/web-client/tsconfig.json';
const END_TO_END = 'e2e/tsconfig.json';

export const MUTATIONS: readonly Mutation[] = [
  {
    name: 'an event that clients send is renamed',
    file: 'messages.ts',
    from: "'message:send': {",
    to: "'message:post': {",
    breaks: [SERVER, CONSOLE],
  },
  {
    name: 'an event that clients send is removed',
    file: 'session.ts',
    from: `  'session:logout': {
    summary: 'Give up the identity, on every connection that has it',
    description: 'Leaves every room, frees the name and voids all tokens of the session.',
    response: z.strictObject({}),
    policy: { scope: 'chat', order: 'socket' },
    examples: [{ name: 'log out' }],
    tags: ['session'],
  },
`,
    to: '',
    breaks: [SERVER, CONSOLE],
  },
  {
    name: 'an event that the console does not name is renamed',
    file: 'system.ts',
    from: "'system:time': {",
    to: "'system:clock': {",
    breaks: [SERVER, END_TO_END],
  },
  {
    name: 'the type of a field is changed',
    file: 'messages.ts',
    from: 'strictObject({ room: RoomName, typing: z.boolean() }),\n    policy',
    to: 'strictObject({ room: RoomName, typing: z.int() }),\n    policy',
    breaks: [SERVER, CONSOLE],
  },
  {
    name: 'a field of a payload becomes required',
    file: 'messages.ts',
    from: 'text: MessageText, attachment: Attachment.optional() }),',
    to: 'text: MessageText, attachment: Attachment.optional(), urgent: z.boolean() }),',
    breaks: [SERVER_TESTS, CONSOLE, END_TO_END],
  },
  {
    name: 'a field of what the server stores and sends becomes required',
    file: 'messages.ts',
    from: '  attachment: Attachment.optional(),\n});',
    to: '  attachment: Attachment,\n});',
    breaks: [SERVER, CONSOLE_TESTS],
  },
  {
    name: 'an error code is dropped',
    file: 'rooms.ts',
    from: '    errors: { ROOM_FULL: z.strictObject({ limit: z.int() }) },\n',
    to: '',
    breaks: [SERVER, CONSOLE],
  },
  {
    name: 'a field of a response is renamed',
    file: 'messages.ts',
    from: 'response: z.strictObject({ id: MessageId, seq: Seq, sentAt: z.iso.datetime() }),',
    to: 'response: z.strictObject({ id: MessageId, sequence: Seq, sentAt: z.iso.datetime() }),',
    breaks: [SERVER, CONSOLE],
  },
  {
    name: 'an event that the server sends is renamed',
    file: 'messages.ts',
    from: "'message:sent': {",
    to: "'message:posted': {",
    breaks: [SERVER, CONSOLE],
  },
  {
    name: 'a field of an event that the server sends changes its type',
    file: 'messages.ts',
    from: '  author: User,\n',
    to: '  author: z.string(),\n',
    breaks: [SERVER, CONSOLE],
  },
];
