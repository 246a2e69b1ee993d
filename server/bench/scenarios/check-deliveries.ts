import type { Stage } from '../stage.ts';
import type { Faults } from './scenario.ts';

export const milestoneEvents = ['templateMessageSent_v2', 'sentMessageDELIVERED_v2', 'sentMessageREAD_v2'] as const;

/** Whether each of these recipients got one message, and the receiver each milestone of it once and in order. */
export async function checkDeliveries(stage: Stage, recipients: readonly string[]): Promise<Faults> {
  const cloud = await stage.peers.call('reportCloud', null);
  const consumer = await stage.peers.call('reportConsumer', null);
  const told = new Set(consumer.recipients);
  const unsent = recipients.filter((waId) => cloud.sendsByRecipient[waId] === undefined).length;
  const untold = recipients.filter((waId) => !told.has(waId)).length;
  const sentTwice = Object.values(cloud.sendsByRecipient).filter((sends) => sends > 1).length;
  const notes: string[] = [];
  let missingEvents = 0;
  for (const type of milestoneEvents) {
    const missing = recipients.length - (consumer.arrivals[type] ?? 0);
    missingEvents += Math.max(0, missing);
    if (missing !== 0) notes.push(`${type}: ${consumer.arrivals[type] ?? 0} of ${recipients.length}`);
  }
  if (unsent > 0) notes.push(`${unsent} recipients got nothing`);
  if (sentTwice > 0) notes.push(`${sentTwice} recipients got more than one message`);
  return {
    lost: Math.max(unsent, untold, missingEvents),
    duplicates: sentTwice + cloud.repeatedEchoes.length + consumer.duplicates,
    orderBreaks: consumer.orderBreaks,
    notes: [...notes, ...consumer.orderExamples],
  };
}
