import { makeCall } from './call-step.ts';
import { behave, pick, press, read, write } from './customer-steps.ts';
import { fillVariables } from './fill-variables.ts';
import { expectStatus, expectTag, expectWebhook, mustSend, mustSendNothing } from './platform-steps.ts';
import { control, type Play, sentTo, settle } from './play.ts';
import type { Story, StoryStep } from './read-story.ts';
import { StepMismatch } from './step-mismatch.ts';
import { createStoryHttp } from './story-http.ts';
import type { Verb } from './story-schema.ts';
import type { StoryWorld } from './story-world.ts';

/** What became of one step. Steps after a failed one are not played. */
export interface StepResult {
  readonly step: StoryStep;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly seconds: number;
  readonly mismatch?: { readonly expected: string; readonly seen: string };
}

export interface StoryResult {
  readonly story: Story;
  readonly steps: readonly StepResult[];
  readonly passed: boolean;
  readonly seconds: number;
}

/** Verbs that need the API of the platform. */
const platformVerbs: readonly Verb[] = ['expect_tag', 'expect_no_tag', 'expect_status'];

/** Plays the steps one after another until one fails. Never rejects for a mismatch; each wait has its limit. */
export async function runStory(
  story: Story,
  world: StoryWorld,
  variables: Readonly<Record<string, string>> = {},
): Promise<StoryResult> {
  const begun = performance.now();
  const http = createStoryHttp();
  const play: Play = {
    world,
    http,
    variables: new Map(Object.entries({ ...world.variables, ...variables })),
    accounted: new Set(),
    takenWebhooks: new Set(),
  };
  const steps: StepResult[] = [];
  try {
    await skipThePast(play, story);
    for (const step of story.steps) {
      const goesOn = steps.every((result) => result.outcome === 'passed');
      steps.push(goesOn ? await runStep(play, story, step) : { step, outcome: 'skipped', seconds: 0 });
    }
  } finally {
    await http.close();
  }
  const passed = steps.every((result) => result.outcome === 'passed');
  return { story, steps, passed, seconds: secondsSince(begun) };
}

// A server that ran before the story may have sent to these people.
async function skipThePast(play: Play, story: Story): Promise<void> {
  for (const customer of story.customers) {
    for (const message of await sentTo(play, customer, undefined)) play.accounted.add(message.id);
    play.variables.set(customer.key, customer.phone);
  }
  for (const { key } of await play.world.webhooks()) play.takenWebhooks.add(key);
}

async function runStep(play: Play, story: Story, step: StoryStep): Promise<StepResult> {
  const begun = performance.now();
  try {
    await perform(play, { ...step, input: fillVariables(step.input, play.variables) } as StoryStep, story.withinMs);
    return { step, outcome: 'passed', seconds: secondsSince(begun) };
  } catch (error) {
    const mismatch =
      error instanceof StepMismatch
        ? { expected: error.expected, seen: error.seen }
        : { expected: 'that the step can be done', seen: error instanceof Error ? error.message : String(error) };
    return { step, outcome: 'failed', seconds: secondsSince(begun), mismatch };
  }
}

async function perform(play: Play, step: StoryStep, usualMs: number): Promise<void> {
  if (platformVerbs.includes(step.verb) && play.world.kind !== 'platform') {
    throw new StepMismatch('the whole platform', 'the simulator alone, which knows no chats');
  }
  const withinMs = step.aside.within ?? usualMs;
  await act(play, step, withinMs);
  if (!isExpectation(step.verb)) await settle(play);
}

function isExpectation(verb: Verb): boolean {
  return verb.startsWith('expect_') || verb.startsWith('must_');
}

async function act(play: Play, step: StoryStep, withinMs: number): Promise<void> {
  switch (step.verb) {
    case 'customer_says':
      return write(play, step, { type: 'text', text: { body: step.input } });
    case 'customer_sends':
      return write(play, step, step.input);
    case 'customer_presses':
      return press(play, step, step.input, withinMs);
    case 'customer_picks':
      return pick(play, step, step.input, withinMs);
    case 'customer_reads':
      return read(play, step);
    case 'customer_blocks':
      return behave(play, step, { blocked: step.input });
    case 'customer_is':
      return behave(play, step, step.input);
    case 'must_send':
      return mustSend(play, step, step.input, withinMs);
    case 'must_send_nothing':
      return mustSendNothing(play, step, step.input);
    case 'expect_webhook':
      return expectWebhook(play, step.input, withinMs);
    case 'expect_tag':
      return expectTag(play, step, { tag: step.input, present: true, withinMs });
    case 'expect_no_tag':
      return expectTag(play, step, { tag: step.input, present: false, withinMs });
    case 'expect_status':
      return expectStatus(play, step, step.input, withinMs);
    case 'call':
      return makeCall(play, step.input);
    case 'wait':
      return void (await control(play, 'POST', '/clock', { advance_seconds: step.input / 1000 }));
    case 'fault':
      return void (await control(play, 'POST', '/faults', step.input));
    case 'faults_off':
      return void (await control(play, 'DELETE', '/faults'));
  }
}

function secondsSince(begun: number): number {
  return (performance.now() - begun) / 1000;
}
