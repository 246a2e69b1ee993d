import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type FakeGraph, type FakeSend, refusal } from './fake-graph.ts';
import { eventually } from './harness/eventually.ts';
import {
  createGate,
  type FakedLab,
  type LabNode,
  sendBulk,
  sendText,
  sendWelcome,
  startFakedLab,
} from './outgoing-lab.ts';
import { queueRows } from './outgoing-state.ts';
import { createPeople } from './phone-numbers.ts';

let lab: FakedLab;
let graph: FakeGraph;
let parley: LabNode;

beforeAll(async () => {
  lab = await startFakedLab();
  ({ graph, parley } = lab);
});
afterAll(() => lab.close());
beforeEach(() => {
  graph.answer = () => undefined;
  graph.sends.length = 0;
});

const settle = () => parley.platform.timeline.settle();

const newPerson = createPeople('44790005', 13);

async function newChats(count: number): Promise<string[]> {
  const chats = Array.from({ length: count }, newPerson);
  await Promise.all(chats.map((waId) => parley.simulator.writeText(waId, 'Hello?')));
  await settle();
  return chats;
}

/** Answers late, sometimes later; refuses every seventh text once. Notes what was accepted, and overtaking. */
function playMoodyGraph(): { accepted: FakeSend[]; overlaps: string[] } {
  const accepted: FakeSend[] = [];
  const overlaps: string[] = [];
  const underWay = new Set<string>();
  const refused = new Set<string>();
  graph.answer = async (send) => {
    if (underWay.has(send.to)) overlaps.push(send.text);
    underWay.add(send.to);
    await pause(1 + ((send.number * 7) % 11));
    underWay.delete(send.to);
    const key = `${send.to} ${send.text}`;
    if (send.text.endsWith('7') && !refused.has(key)) {
      refused.add(key);
      return refusal(131000, 500);
    }
    accepted.push(send);
    return undefined;
  };
  return { accepted, overlaps };
}

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `text ${index}`);

describe('the order of a chat', () => {
  test('20 messages to one person arrive in the order they were accepted, over slow answers and new tries', async () => {
    const [waId = ''] = await newChats(1);
    const { accepted, overlaps } = playMoodyGraph();
    for (const text of numbered(20)) await sendText(parley, waId, text);
    await parley.simulator.advance(30);
    expect(accepted.map((send) => send.text)).toEqual(numbered(20));
    expect(overlaps).toEqual([]);
    expect(graph.sends).toHaveLength(22);
  });

  test('15 chats of 12 messages at once arrive each in its order, and side by side', async () => {
    const chats = await newChats(15);
    const { accepted, overlaps } = playMoodyGraph();
    await Promise.all(
      chats.map(async (waId) => {
        for (const text of numbered(12)) await sendText(parley, waId, text);
      }),
    );
    await parley.simulator.advance(30);
    for (const waId of chats) {
      const texts = accepted.filter((send) => send.to === waId).map((send) => send.text);
      expect({ waId, texts }).toEqual({ waId, texts: numbered(12) });
    }
    expect(overlaps).toEqual([]);
    expect(graph.mostWaiting()).toBeGreaterThan(5);
    expect(await queueRows(parley)).toEqual([]);
  }, 60_000);

  test('holds for texts and single templates alike', async () => {
    const [waId = ''] = await newChats(1);
    graph.answer = (send) => (send.number === 0 ? refusal(131000, 500) : undefined);
    await sendText(parley, waId, 'before');
    await sendWelcome(parley, waId);
    await sendText(parley, waId, 'after');
    await parley.simulator.advance(5);
    expect(graph.sends.map((send) => send.text)).toEqual(['before', 'before', 'welcome', 'after']);
  });

  test('is kept in each chat apart: a chat that waits holds back no other', async () => {
    const [stuck = '', free = ''] = await newChats(2);
    const gate = createGate();
    graph.answer = async (send) => {
      if (send.to === stuck) await gate.opened;
      return undefined;
    };
    await sendText(parley, stuck, 'held by Meta');
    await sendText(parley, stuck, 'behind it');
    await sendText(parley, free, 'goes');
    await eventually(() => expect(graph.sends.map((send) => send.text)).toContain('goes'));
    expect(graph.sends.map((send) => send.text)).not.toContain('behind it');
    gate.open();
    await settle();
    expect(graph.sends.at(-1)?.text).toBe('behind it');
  });
});

describe('bulk templates', () => {
  test('do not wait for the chat: they go while an earlier text waits for its new try', async () => {
    const [waId = ''] = await newChats(1);
    graph.answer = (send) => (send.number === 0 ? refusal(131000, 500) : undefined);
    await sendText(parley, waId, 'waits');
    await settle();
    await sendBulk(parley, [waId, waId]);
    await settle();
    expect(graph.sends.map((send) => send.text)).toEqual(['waits', 'welcome', 'welcome']);
    await parley.simulator.advance(5);
    expect(graph.sends.at(-1)?.text).toBe('waits');
  });

  test('do not hold back a text that is accepted after them', async () => {
    const [waId = ''] = await newChats(1);
    graph.answer = (send) => (send.text === 'welcome' ? refusal(131000, 500) : undefined);
    await sendBulk(parley, [waId]);
    await settle();
    await sendText(parley, waId, 'answer');
    await settle();
    expect(graph.sends.map((send) => send.text)).toEqual(['welcome', 'answer']);
    graph.answer = () => undefined;
    await parley.simulator.advance(5);
  });
});
