import { startTestPlatform, type TestPlatform } from '../harness/start-test-platform.ts';
import { type Person, password, signIn } from '../inbox-lab.ts';

/** What the tests of the inbox share: the platform and two people at work. */
export type InboxPageLab = ReturnType<typeof createInboxPageLab>;

/** A platform started by `start`. */
export function createInboxPageLab() {
  let parley: TestPlatform;
  let agent: Person;
  let other: Person;

  async function start(): Promise<void> {
    parley = await startTestPlatform({ environment: { PARLEY_DEMO_PASSWORD: password } });
    agent = await signIn(parley, 'agent@demo.test');
    other = await signIn(parley, 'agent2@demo.test');
  }
  const stop = (): Promise<void> => parley.stop();

  async function writes(waId: string, text: string, profileName = `Customer ${waId.slice(-4)}`): Promise<void> {
    await parley.simulator.writeText(waId, text, { profileName });
    await parley.settle();
  }

  return {
    start,
    stop,
    get agent() {
      return agent;
    },
    get parley() {
      return parley;
    },
    get other() {
      return other;
    },
    writes,
  };
}
