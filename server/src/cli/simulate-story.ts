import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { joinPlatform } from '../story/join-platform.ts';
import { joinSimulator } from '../story/join-simulator.ts';
import { readStory, type Story, StoryError } from '../story/read-story.ts';
import { describeStory, toJUnit } from '../story/report.ts';
import { runStory } from '../story/run-story.ts';
import { createStoryHttp } from '../story/story-http.ts';
import type { StoryWorld } from '../story/story-world.ts';
import { type CommandContext, UsageError } from './command-context.ts';
import { type StoryPlace, startSimulatorAlone, startWholePlatform } from './story-places.ts';

const storyUsage = `parley simulate --script story.yaml                       with a whole platform of its own (demo workspace)
    parley simulate --script story.yaml --callback URL        with the simulator alone; URL is the webhook of your program
    parley simulate --script story.yaml --against URL         with a platform (give --token) or simulator that runs

  --port 0            where the simulator or platform listens; 0 for a free port
  --token ...         API token of the platform (with --against), or the one that the platform is to have
  --app-secret, --verify-token, --access-token   what your program knows of the simulated Meta app
  --set name=value    a value for \${name} in the story; may be given again
  --seed ...          the same ids; with --callback also the same moments, so the same bytes
  --junit file        writes the result in the form of JUnit

Exit code: 0 it went as written, 1 a step did not, 2 the story or the command can't be read. See docs/STORIES.md.`;

const text = { type: 'string' } as const;
const options = {
  script: text,
  callback: text,
  against: text,
  port: { type: 'string', default: '0' },
  token: text,
  'app-secret': text,
  'verify-token': text,
  'access-token': text,
  set: { type: 'string', multiple: true },
  seed: text,
  junit: text,
} as const;

/** Plays the story of a file and tells how it went. Answers the exit code. */
export async function runStoryFile(context: CommandContext): Promise<number> {
  const given = readOptions(context);
  const { script } = given;
  try {
    const story = readStory(await readScript(script), script);
    const variables = readVariables(given.set ?? []);
    const { world, stop } = await openWorld(context, given, story);
    try {
      const result = await runStory(story, world, variables);
      context.print(describeStory(result, script));
      if (given.junit !== undefined) await writeFile(given.junit, toJUnit(result, script));
      return result.passed ? 0 : 1;
    } finally {
      await world.close();
      await stop();
    }
  } catch (error) {
    if (!(error instanceof StoryError)) throw error;
    context.complain(error.message);
    return 2;
  }
}

type Given = ReturnType<typeof readOptions>;

async function openWorld(
  context: CommandContext,
  given: Given,
  story: Story,
): Promise<{ world: StoryWorld; stop: () => Promise<void> }> {
  const place = await openPlace(context, given, story);
  try {
    const { baseUrl, token } = place;
    const world =
      token === undefined ? joinSimulator(baseUrl) : await joinPlatform({ baseUrl, token, ...whatToHear(story) });
    return { world, stop: place.stop };
  } catch (error) {
    await place.stop();
    throw error;
  }
}

async function openPlace(context: CommandContext, given: Given, story: Story): Promise<StoryPlace> {
  const { against, callback, token } = given;
  const seed = given.seed ?? story.seed;
  if (against !== undefined) return checkAgainst(against.replace(/\/+$/, ''), token);
  const port = readPort(given.port);
  if (callback === undefined) {
    const environment = { ...context.environment, ...(token === undefined ? {} : { PARLEY_DEMO_TOKEN: token }) };
    return startWholePlatform({ environment, port, seed });
  }
  const secrets = {
    appSecret: given['app-secret'] ?? randomText(),
    verifyToken: given['verify-token'] ?? randomText(),
    accessToken: given['access-token'] ?? `SIM${randomText()}`,
  };
  return startSimulatorAlone({ callback, port, seed, secrets });
}

async function checkAgainst(baseUrl: string, token: string | undefined): Promise<StoryPlace> {
  const http = createStoryHttp();
  try {
    const clock = await http.call({ method: 'GET', url: `${baseUrl}/simulator/clock` });
    if (clock.status !== 200) throw new StoryError(`${baseUrl} has no simulator; start it with PARLEY_SIMULATOR=on.`);
    const health = await http.call({ method: 'GET', url: `${baseUrl}/healthz` });
    const isPlatform = health.status === 200;
    if (isPlatform && token === undefined) throw new StoryError(`${baseUrl} is a platform: give --token.`);
    return { baseUrl, token: isPlatform ? token : undefined, stop: async () => undefined };
  } catch (error) {
    if (error instanceof StoryError) throw error;
    throw new StoryError(`${baseUrl} does not answer: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    await http.close();
  }
}

function whatToHear(story: Story): { events: string[]; channels: string[] } {
  const events = story.steps.flatMap((step) => (step.verb === 'expect_webhook' ? [step.input.event] : []));
  const channels = story.steps.flatMap((step) => step.aside.channel ?? []);
  return { events: [...new Set(events)], channels: [...new Set(channels)] };
}

async function readScript(script: string): Promise<string> {
  try {
    return await readFile(script, 'utf8');
  } catch (error) {
    throw new StoryError(`${script} can't be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function readOptions(context: CommandContext) {
  try {
    const { values } = parseArgs({ args: [...context.args], options, strict: true });
    const { script, callback, against } = values;
    if (script === undefined) throw new Error('--script is needed.');
    for (const [name, url] of Object.entries({ callback, against })) {
      if (url !== undefined && !URL.canParse(url)) throw new Error(`--${name} must be a URL.`);
    }
    if (callback !== undefined && against !== undefined) throw new Error('Give --callback or --against, not both.');
    return { ...values, script };
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${storyUsage}`);
  }
}

function readVariables(settings: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    settings.map((setting) => {
      const at = setting.indexOf('=');
      if (at < 1) throw new UsageError(`--set ${setting}: give name=value.\n\n${storyUsage}`);
      return [setting.slice(0, at), setting.slice(at + 1)];
    }),
  );
}

function readPort(given: string): number {
  const port = Number(given);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new UsageError(`--port ${given} is out of range.\n\n${storyUsage}`);
}

function randomText(): string {
  return randomBytes(16).toString('base64url');
}
