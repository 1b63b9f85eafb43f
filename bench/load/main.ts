import type { Caller } from './caller.ts';
import { enterRooms } from './enter-rooms.ts';
import type { LoadAnswers, LoadQuestions } from './messages.ts';
import { openCallers } from './open-callers.ts';
import { runBursts } from './run-bursts.ts';
import { runCalls } from './run-calls.ts';
import { runPaced } from './run-paced.ts';
import { createWork } from './work.ts';

// The load, in a process of its own: answers the bench one question after the other.
const callers: Caller[] = [];

const answers: { [Q in keyof LoadQuestions]: (question: LoadQuestions[Q]) => Promise<LoadAnswers[Q]> } = {
  open: async (question) => {
    callers.push(...(await openCallers(question)));
    return { connections: callers.length };
  },
  calls: (question) => runCalls(callers, { ...question, work: createWork(question.work) }),
  enter: async ({ rooms }) => {
    await enterRooms(callers, rooms);
    return {};
  },
  paced: (question) => runPaced(callers, { ...question, work: createWork(question.work) }),
  bursts: (question) => runBursts(callers, question),
  close: async () => {
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
