import { setTimeout as pause } from 'node:timers/promises';
import { describeMismatch, isTextAsWanted, show, showMatcher } from './match.ts';
import { buttonsOf, rowsOf, type ShownMessage, templateOf } from './phone.ts';
import { callApi, findNext, lookUntil, type Play, sentTo, settle } from './play.ts';
import type { StoryStep } from './read-story.ts';
import { StepMismatch } from './step-mismatch.ts';
import type { VerbInput, WantedMessage } from './story-schema.ts';

const pageSize = 100;
const maxPages = 10;
const maxShownWebhooks = 5;
const statusOrder = ['sent', 'delivered', 'read'];

/** The next message that reaches the phone must be like this. */
export async function mustSend(play: Play, step: StoryStep, wanted: WantedMessage, withinMs: number): Promise<void> {
  const { channel } = step.aside;
  const next = await lookUntil(withinMs, () => findNext(play, step.customer, channel));
  const expected = describeWanted(wanted);
  if (!next) throw new StepMismatch(expected, `no message in ${withinMs / 1000} s`);
  play.accounted.add(next.id);
  const wrong = mismatchOf(wanted, next);
  if (wrong !== undefined) throw new StepMismatch(expected, `${wrong}, in ${showMessage(next)}`);
  if (wanted.status !== undefined) await reachStatus(play, step, { id: next.id, status: wanted.status, withinMs });
}

/** Nothing more may reach the phone for that time of the machine. */
export async function mustSendNothing(play: Play, step: StoryStep, quietMs: number): Promise<void> {
  await settle(play);
  await pause(quietMs);
  await settle(play);
  const next = await findNext(play, step.customer, step.aside.channel);
  if (next) throw new StepMismatch('no further message', showMessage(next));
}

/** A webhook of that event with these members comes, or came and was not expected before. */
export async function expectWebhook(play: Play, wanted: VerbInput<'expect_webhook'>, withinMs: number): Promise<void> {
  let others: string[] = [];
  const found = await lookUntil(withinMs, async () => {
    const free = (await play.world.webhooks()).filter(({ key }) => !play.takenWebhooks.has(key));
    const named = free.filter(({ event }) => event === wanted.event);
    const wrong = named.map(({ body }) => describeMismatch(wanted.body, body));
    others =
      named.length > 0
        ? named.map(({ body }, index) => `${wrong[index]}, in ${show(body)}`)
        : free.map(({ event }) => event);
    return named[wrong.indexOf(undefined)];
  });
  if (found) {
    play.takenWebhooks.add(found.key);
    return;
  }
  const seen =
    others.length > 0 ? others.slice(-maxShownWebhooks).join('; ') : 'no webhook that was not expected before';
  throw new StepMismatch(`the webhook ${wanted.event} with ${show(wanted.body)} in ${withinMs / 1000} s`, seen);
}

/** The chat of the customer bears that tag, or bears it not. */
export async function expectTag(
  play: Play,
  step: StoryStep,
  wanted: { tag: string; present: boolean; withinMs: number },
): Promise<void> {
  const { tag, present, withinMs } = wanted;
  const fits = (chat: Chat): boolean => chat.tags.includes(tag) === present;
  await expectChat(play, step, { expected: `a chat ${present ? 'with' : 'without'} the tag ${tag}`, fits, withinMs });
}

/** The chat of the customer has that status: open, pending, solved, block, expired, broadcast. */
export async function expectStatus(play: Play, step: StoryStep, status: string, withinMs: number): Promise<void> {
  const fits = (chat: Chat): boolean => chat.status.toLowerCase() === status.toLowerCase();
  await expectChat(play, step, { expected: `a chat that is ${status}`, fits, withinMs });
}

interface Chat {
  readonly phone: string;
  readonly status: string;
  readonly tags: readonly string[];
  readonly channel_phone_number: string;
}

async function expectChat(
  play: Play,
  step: StoryStep,
  wanted: { expected: string; fits: (chat: Chat) => boolean; withinMs: number },
): Promise<void> {
  let seen = 'no chat of that customer';
  const found = await lookUntil(wanted.withinMs, async () => {
    const chat = await findChat(play, step);
    if (!chat) return undefined;
    seen = `one that is ${chat.status} with the tags ${show(chat.tags)}`;
    return wanted.fits(chat) ? chat : undefined;
  });
  if (!found) throw new StepMismatch(wanted.expected, seen);
}

async function findChat(play: Play, step: StoryStep): Promise<Chat | undefined> {
  const { channel } = step.aside;
  for (let page = 1; page <= maxPages; page += 1) {
    const query = { page_size: pageSize, page_number: page };
    const answer = await callApi(play, 'GET', '/api/ext/v3/conversations', query);
    if (answer.status !== 200) throw new StepMismatch('the list of chats', show(answer.body));
    const chats = (answer.body as { conversation_list: Chat[] }).conversation_list;
    const own = chats.find(
      (chat) => chat.phone === step.customer.phone && (channel === undefined || chat.channel_phone_number === channel),
    );
    if (own || chats.length < pageSize) return own;
  }
  return undefined;
}

function mismatchOf(wanted: WantedMessage, seen: ShownMessage): string | undefined {
  const { type, text, template, buttons, content } = wanted;
  if (type !== undefined && seen.type !== type) return `the type ${show(seen.type)}`;
  if (template !== undefined && templateOf(seen) !== template) return `the template ${show(templateOf(seen))}`;
  if (text !== undefined && !isTextAsWanted(text, seen.text)) return `the text ${show(seen.text)}`;
  if (content !== undefined) {
    const wrong = describeMismatch(content, seen);
    if (wrong !== undefined) return wrong;
  }
  if (buttons === undefined) return undefined;
  const shown = [...buttonsOf(seen), ...rowsOf(seen)].map((choice) => choice.title);
  const fits =
    shown.length === buttons.length && buttons.every((one, index) => isTextAsWanted(one, shown[index] ?? ''));
  return fits ? undefined : `the buttons ${show(shown)}`;
}

async function reachStatus(
  play: Play,
  step: StoryStep,
  wanted: { id: string; status: string; withinMs: number },
): Promise<void> {
  let seen = '';
  const reached = await lookUntil(wanted.withinMs, async () => {
    const own = (await sentTo(play, step.customer, step.aside.channel)).find((message) => message.id === wanted.id);
    seen = own?.status ?? 'nothing';
    const isFurther =
      statusOrder.indexOf(seen) >= statusOrder.indexOf(wanted.status) && statusOrder.includes(wanted.status);
    return seen === wanted.status || isFurther ? true : undefined;
  });
  if (!reached) throw new StepMismatch(`the status ${wanted.status}`, seen);
}

function describeWanted(wanted: WantedMessage): string {
  const { type, text, template, buttons, content } = wanted;
  const parts = [
    ...(type === undefined ? [] : [`of type ${type}`]),
    ...(template === undefined ? [] : [`by the template ${template}`]),
    ...(text === undefined ? [] : [`with ${showMatcher(text)}`]),
    ...(buttons === undefined ? [] : [`with the buttons ${buttons.map(showMatcher).join(', ')}`]),
    ...(content === undefined ? [] : [`with ${show(content)}`]),
  ];
  return `a message ${parts.join(' ')}`.trim();
}

function showMessage(message: ShownMessage): string {
  return `the ${message.type} ${show(message.text)}`;
}
