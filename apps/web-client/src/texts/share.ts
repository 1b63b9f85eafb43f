import { count } from './numbers.ts';

/** All texts of links. */
export const SHARE = {
  title: 'Share a link',
  making: 'Making the link…',
  link: 'Link',
  length: (characters: number) => `${count(characters)} characters`,
  copy: 'Copy',
  copied: 'the link',
  tooLong: (characters: number, most: number) =>
    `The link would be ${count(characters)} characters long. Many programs cut links above ${count(most)} characters. Shorten the draft, for example remove an attachment, or copy the draft and send it as text.`,
  carries: (what: string) => `It carries ${what}. Opening it sends nothing.`,
  quickStart: 'the quick start',
  customEvent: 'the custom event',
  event: (event: string) => `the event ${event}`,
  draft: 'its draft',
  server: (target: string) => `the server (${target}) without its auth, query and headers`,
  view: 'the filter of the timeline, the open panel and the widths',
  leftOut: (what: string) => `Left out: ${what}.`,
  tokenOf: (client: string) => `the token of ${client}`,
  nothingLeftOut: 'It has no secrets and no tokens.',
  guessed:
    'No contract has this event: fields with names such as "password" or "token" are left out, and all other values are in the link.',

  opened: (what: string) => `Opened from a link: ${what}.`,
  replaced: 'It replaced a draft of yours. Undo restores that draft.',
  otherContract: (made: string, mine: string) =>
    `It was made with ${made}, and this console has ${mine}: parts of it may not fit.`,
  otherTarget: (target: string) =>
    `It was made for ${target}. Connect a client there to send what it brings.`,
  connectThere: 'Connect there',
  notOurs: (fragment: string) => `“${fragment}” at the end of the address is not a link of this console.`,
  newer: 'This link was made by a newer console. Update this one to open it.',
  broken: 'This link is broken: a part of it is missing or was changed. Ask for a new one.',
};
