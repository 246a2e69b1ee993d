import { show } from './match.ts';
import { buttonsOf, type Choice, rowsOf, type ShownMessage } from './phone.ts';
import { control, lookUntil, type Play, sentTo } from './play.ts';
import type { StoryStep } from './read-story.ts';
import { StepMismatch } from './step-mismatch.ts';

/** The customer writes a message in the form of a Cloud API inbound message without id and timestamp. */
export async function write(play: Play, step: StoryStep, message: Record<string, unknown>): Promise<void> {
  const { phone, name } = step.customer;
  const { channel } = step.aside;
  const body = { message, ...(channel ? { channel } : {}), ...(name ? { profile_name: name } : {}) };
  await control(play, 'POST', `/customers/${phone}/messages`, body);
}

/** Presses the button with that title on the newest message that has it. */
export function press(play: Play, step: StoryStep, title: string, withinMs: number): Promise<void> {
  return choose(play, step, { title, kind: 'button', choicesOf: buttonsOf, withinMs });
}

/** Picks the row with that title of the newest list that has it. */
export function pick(play: Play, step: StoryStep, title: string, withinMs: number): Promise<void> {
  return choose(play, step, { title, kind: 'row', choicesOf: rowsOf, withinMs });
}

export async function read(play: Play, step: StoryStep): Promise<void> {
  await control(play, 'POST', `/customers/${step.customer.phone}/read`, {});
}

export async function behave(play: Play, step: StoryStep, change: Record<string, unknown>): Promise<void> {
  await control(play, 'PATCH', `/customers/${step.customer.phone}`, change);
}

async function choose(
  play: Play,
  step: StoryStep,
  wanted: { title: string; kind: string; choicesOf: (message: ShownMessage) => Choice[]; withinMs: number },
): Promise<void> {
  const { title, kind, choicesOf } = wanted;
  let offered: string[] = [];
  const choice = await lookUntil(wanted.withinMs, async () => {
    const choices = (await sentTo(play, step.customer, step.aside.channel)).toReversed().flatMap(choicesOf);
    offered = choices.map((entry) => entry.title);
    return choices.find((entry) => entry.title === title);
  });
  if (!choice) {
    throw new StepMismatch(`a ${kind} ${show(title)} on the phone`, offered.length > 0 ? show(offered) : `no ${kind}s`);
  }
  if (!choice.answer) throw new StepMismatch(`a ${kind} ${show(title)} that answers`, 'one that opens something');
  await write(play, step, choice.answer);
}
