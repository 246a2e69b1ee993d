import { startTestPlatform, type TestPlatform } from '../harness/start-test-platform.ts';
import { type Person, password, signIn } from '../inbox-lab.ts';

/** What the tests of work in the inbox share: the platform, two people at work, and one chat that all of them are about. */
export type InboxWorkLab = ReturnType<typeof createInboxWorkLab>;

/** A platform started by `start`, on which a customer has written. */
export function createInboxWorkLab() {
  let parley: TestPlatform;
  let agent: Person;
  let other: Person;
  let chatId: string;

  async function start(): Promise<void> {
    parley = await startTestPlatform({ environment: { PARLEY_DEMO_PASSWORD: password } });
    agent = await signIn(parley, 'agent@demo.test');
    other = await signIn(parley, 'agent2@demo.test');
    await parley.simulator.writeText(waId, 'Hello', { profileName: 'Iris Lund' });
    await parley.settle();
    chatId = (await agent.chat(waId)).id;
  }
  const stop = (): Promise<void> => parley.stop();

  const path = (rest = ''): string => `/inbox/conversations/${chatId}${rest}`;

  return {
    start,
    stop,
    get agent() {
      return agent;
    },
    get other() {
      return other;
    },
    get parley() {
      return parley;
    },
    get chatId() {
      return chatId;
    },
    path,
  };
}

export const waId = '447901112001';
