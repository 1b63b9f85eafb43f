import type { Caller } from './caller.ts';
import { enterRooms, joinRoom } from './enter-rooms.ts';
import type { LoadAnswers, LoadQuestions } from './messages.ts';
import { openCallers } from './open-callers.ts';
import { runBursts } from './run-bursts.ts';
import { runCalls } from './run-calls.ts';
import { runChat } from './run-chat.ts';
import { runPaced } from './run-paced.ts';
import { createWork } from './work.ts';

// The load, in a process of its own: answers the bench one question after the other.
const callers: Caller[] = [];
/** The room of each caller that has entered one, in the order of `callers`. */
const entered: string[] = [];

const answers: { [Q in keyof LoadQuestions]: (question: LoadQuestions[Q]) => Promise<LoadAnswers[Q]> } = {
  open: async (question) => {
    callers.push(...(await openCallers(question)));
    return { connections: callers.length };
  },
  calls: (question) => runCalls(callers, { ...question, work: createWork(question.work) }),
  enter: async (question) => {
    entered.push(...(await enterRooms(callers.slice(entered.length), question)));
    return {};
  },
  join: async ({ room }) => {
    await joinRoom(callers, room);
    return {};
  },
  chat: (question) => runChat(callers, entered, question),
  paced: (question) => runPaced(callers, { ...question, work: createWork(question.work) }),
  bursts: (question) => runBursts(callers, question),
  close: async () => {
    entered.length = 0;
    await Promise.all(callers.splice(0).map((caller) => caller.close()));
    return {};
  },
};

process.on('message', ({ ask, ...question }: { ask: keyof LoadQuestions }) => {
  const answer = answers[ask] as (asked: object) => Promise<object>;
  answer(question).then(
    (told) => process.send?.(told),
    (error: unknown) => process.send?.({ error: (error as Error).message }),
  );
});
process.once('disconnect', () => process.exit());
