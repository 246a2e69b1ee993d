import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyOutcome, type Outcome } from '../src/modules/messages/state-machine.ts';
import { type Message, statusOfRank, statusRank } from '../src/modules/messages/types.ts';

const at = (seconds: number): Date => new Date(Date.UTC(2026, 10, 14, 12, 0, seconds));
const wamid = 'wamid.1';

/** One of each, with the times that Meta would give them. */
const outcomes: readonly Outcome[] = [
  { kind: 'unconfirmed', at: at(0), detail: 'Unconfirmed.' },
  { kind: 'sent', at: at(1), wamid },
  { kind: 'failed', at: at(2), code: '131026', detail: 'Undeliverable.' },
  { kind: 'delivered', at: at(3), wamid },
  { kind: 'read', at: at(4), wamid },
  { kind: 'replied', at: at(5), wamid: undefined },
];

function newMessage(): Message {
  return {
    tenantId: '100100',
    id: '0'.repeat(24),
    conversationId: '1'.repeat(24),
    contactId: '2'.repeat(24),
    channelId: '3'.repeat(24),
    ticketId: null,
    direction: 'out',
    kind: 'session',
    type: 'text',
    text: 'Hello',
    content: { body: 'Hello' },
    mediaId: null,
    templateId: null,
    templateName: null,
    broadcastId: null,
    broadcastName: null,
    localMessageId: null,
    replyToWamid: null,
    operatorId: null,
    flowRunId: null,
    source: 'API',
    wamid: null,
    status: statusRank.queued,
    retries: 0,
    failedCode: null,
    failedDetail: null,
    createdAt: at(0),
    sentAt: null,
    deliveredAt: null,
    readAt: null,
    repliedAt: null,
    failedAt: null,
  };
}

function play(history: readonly Outcome[]): { message: Message; told: string[] } {
  const message = newMessage();
  const told = history.flatMap((outcome) => applyOutcome(message, outcome).map((milestone) => milestone.type));
  return { message, told };
}

const kinds = (...names: Outcome['kind'][]): Outcome[] =>
  names.map((name) => outcomes.find((outcome) => outcome.kind === name) as Outcome);

/** A set of outcomes, and two histories that hold each of them at least once, in any order and with any repeats. */
const histories = fc.subarray([...outcomes], { minLength: 1 }).chain((chosen) => {
  const one = fc
    .array(fc.constantFrom(...chosen), { maxLength: 8 })
    .chain((repeats) => fc.shuffledSubarray([...chosen, ...repeats], { minLength: chosen.length + repeats.length }));
  return fc.tuple(fc.constant(chosen), one, one);
});

describe('any order and any repeats of the same outcomes', () => {
  test('end in the same state', () => {
    fc.assert(
      fc.property(histories, ([chosen, one, other]) => {
        // The moments are those of the outcome that was heard of first. Whether a failed message had been sent before
        // is told by its order alone.
        const hasFailed = chosen.some((outcome) => outcome.kind === 'failed');
        const blur = ({ message }: ReturnType<typeof play>) => ({
          ...message,
          sentAt: hasFailed || message.sentAt !== null,
          deliveredAt: message.deliveredAt !== null,
          readAt: message.readAt !== null,
          repliedAt: message.repliedAt !== null,
        });
        expect(blur(play(one))).toEqual(blur(play(other)));
      }),
      { numRuns: 500 },
    );
  });

  test('tell each milestone at most once, and sent before delivered before read', () => {
    fc.assert(
      fc.property(histories, ([, history]) => {
        const { told } = play(history);
        expect(new Set(told).size).toBe(told.length);
        const path = told.filter((type) => ['message.sent', 'message.delivered', 'message.read'].includes(type));
        expect(path).toEqual(['message.sent', 'message.delivered', 'message.read'].slice(0, path.length));
        if (told.includes('message.replied'))
          expect(told.slice(0, told.indexOf('message.replied'))).toContain('message.delivered');
      }),
      { numRuns: 500 },
    );
  });

  test('end in the highest state that the outcomes prove', () => {
    fc.assert(
      fc.property(histories, ([chosen, history]) => {
        const highest = Math.max(...chosen.map((outcome) => statusRank[outcome.kind]));
        expect(statusOfRank(play(history).message.status)).toBe(statusOfRank(highest));
      }),
      { numRuns: 200 },
    );
  });
});

describe('what a reader hears of', () => {
  test.each([
    [kinds('sent', 'delivered', 'read'), ['message.sent', 'message.delivered', 'message.read']],
    [kinds('read', 'delivered', 'sent'), ['message.sent', 'message.delivered', 'message.read']],
    [kinds('delivered', 'failed'), ['message.sent', 'message.delivered']],
    [kinds('failed', 'sent'), ['message.failed']],
    [kinds('sent', 'failed', 'delivered'), ['message.sent', 'message.failed', 'message.delivered']],
    [kinds('failed', 'delivered'), ['message.failed', 'message.sent', 'message.delivered']],
    [kinds('unconfirmed', 'sent'), ['message.unconfirmed', 'message.sent']],
    [kinds('sent', 'unconfirmed'), ['message.sent']],
    [kinds('sent', 'replied', 'read'), ['message.sent', 'message.delivered', 'message.replied', 'message.read']],
  ])('%j', (history, told) => {
    expect(play(history).told).toEqual(told);
  });
});

test('proof of delivery takes back a failure with all that was said of it', () => {
  const { message } = play(kinds('failed', 'delivered'));
  expect(message).toMatchObject({ failedCode: null, failedDetail: null, failedAt: null, deliveredAt: at(3) });
});

test('a sent status takes back that a message was unconfirmed', () => {
  const { message } = play(kinds('unconfirmed', 'sent'));
  expect(message).toMatchObject({ status: statusRank.sent, failedDetail: null, wamid });
});

test('a message that failed after it was sent, and whose next try is not answered, stays sent and says what is not known', () => {
  const { message } = play(kinds('sent'));
  message.wamid = null;
  message.retries = 1;
  expect(applyOutcome(message, { kind: 'unconfirmed', at: at(2), detail: 'Unconfirmed.' })).toEqual([
    { type: 'message.unconfirmed', at: at(2) },
  ]);
  expect(message).toMatchObject({ status: statusRank.sent, failedDetail: 'Unconfirmed.' });
  expect(applyOutcome(message, { kind: 'delivered', at: at(3), wamid }).map(({ type }) => type)).toEqual([
    'message.delivered',
  ]);
  expect(message).toMatchObject({ status: statusRank.delivered, failedDetail: null, wamid });
});

test('no moment lies before the message was made: Meta tells whole seconds', () => {
  const message = { ...newMessage(), createdAt: new Date(at(1).getTime() + 400) };
  const [milestone] = applyOutcome(message, { kind: 'sent', at: at(1), wamid });
  expect([milestone?.at, message.sentAt]).toEqual([message.createdAt, message.createdAt]);
});
