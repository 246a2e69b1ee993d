import type { FaultOutcome, FaultSubject } from './faults.ts';

/** Numbers of the United States that nobody has: +1 555 019 90xx. */
const prefix = '155501990';

/** A recipient with whom the same thing always happens, without any fault set. */
export interface MagicNumber {
  readonly waId: string;
  readonly does: string;
  readonly outcome: FaultOutcome;
  /** The sends it applies to; all when absent. */
  readonly only?: 'marketing' | 'free_form';
}

const later = (code: number): FaultOutcome => ({ error: { code }, mode: 'async' });
const atOnce = (code: number): FaultOutcome => ({ error: { code }, mode: 'sync' });
const plays = (...statuses: string[]): FaultOutcome => ({ statuses: statuses.map((status) => ({ status })) });

const rows: readonly [ending: string, does: string, outcome: FaultOutcome, only?: MagicNumber['only']][] = [
  ['01', 'is not on WhatsApp: failed with 131026', later(131026)],
  ['02', 'is not on WhatsApp, said at once: HTTP 400, 131026', atOnce(131026)],
  ['03', 'has the phone off: sent, and nothing after it', plays('sent')],
  [
    '04',
    'is slow: sent at once, delivered an hour later',
    { statuses: [{ status: 'sent' }, { status: 'delivered', after_seconds: 3_600 }] },
  ],
  ['05', 'stays silent: accepted, and no status ever', { silence: true }],
  ['06', 'reads at once: sent, delivered, read', plays('sent', 'delivered', 'read')],
  ['07', 'has got enough marketing today: marketing fails with 131049', later(131049), 'marketing'],
  ['08', 'is part of an experiment: marketing fails with 130472', later(130472), 'marketing'],
  ['09', 'stopped marketing: marketing fails with 131050', later(131050), 'marketing'],
  ['10', 'wrote long ago: free-form messages fail with 131047', later(131047), 'free_form'],
  ['11', 'wrote long ago, said at once: free-form messages get HTTP 400, 131047', atOnce(131047), 'free_form'],
  ['12', 'cannot be written to in that country: failed with 130497', later(130497)],
  ['13', 'gets files that cannot be fetched: failed with 131053', later(131053)],
  ['14', 'was written to too often: HTTP 400, 131056 (pair rate)', atOnce(131056)],
  ['15', 'comes at a busy moment: HTTP 400, 130429 (throughput)', atOnce(130429)],
  ['16', 'meets a spam limit: failed with 131048', later(131048)],
  ['17', 'meets trouble at Meta: HTTP 500, 131000', atOnce(131000)],
  ['18', 'meets a service that is down: HTTP 503, 2', atOnce(2)],
  ['19', 'loses the answer: accepted and delivered, the connection closes', { drop_answer: true }],
  ['20', 'loses the answer: accepted and delivered, the connection is reset', { reset: true }],
  ['21', 'loses the answer: accepted and delivered, HTTP 502 with a page of HTML', { bad_gateway: true }],
  ['22', 'gets a slow answer: after three seconds of machine time', { delay_ms: 3_000 }],
  ['23', 'has statuses before the answer', { status_before_answer: true }],
  ['24', 'has statuses in the wrong order: delivered, then sent', plays('delivered', 'sent')],
  ['25', 'has read before delivered', plays('sent', 'read', 'delivered')],
  ['26', 'has no delivered: sent, then read', plays('sent', 'read')],
  [
    '27',
    'fails late: sent, and a minute later failed with 131026',
    { statuses: [{ status: 'sent' }, { status: 'failed', after_seconds: 60, code: 131026 }] },
  ],
  ['28', 'has every status twice', plays('sent', 'sent', 'delivered', 'delivered')],
  [
    '29',
    'has a status of a day to come: sent, simulator_unknown, delivered',
    plays('sent', 'simulator_unknown', 'delivered'),
  ],
  [
    '30',
    'has templates held for their quality: released ten minutes later',
    { hold: { seconds: 600, ends: 'released' } },
  ],
  ['31', 'has templates held for their quality: failed ten minutes later', { hold: { seconds: 600, ends: 'failed' } }],
];

/** Every number that is magic, for people to choose from. */
export const magicNumbers: readonly MagicNumber[] = rows.map(([ending, does, outcome, only]) => ({
  waId: `${prefix}${ending}`,
  does,
  outcome,
  ...(only ? { only } : {}),
}));

const byNumber = new Map(magicNumbers.map((entry) => [entry.waId, entry]));

/** What happens to a send because of the number that it goes to. */
export function magicOutcome({ operation, to, template, channel }: FaultSubject): FaultOutcome | undefined {
  if (operation !== 'messages') return undefined;
  const magic = to?.map((address) => byNumber.get(address)).find((entry) => entry !== undefined);
  if (!magic) return undefined;
  if (magic.outcome.hold && template === undefined) return undefined;
  if (magic.only === 'free_form' && template !== undefined) return undefined;
  if (magic.only === 'marketing') {
    const category = channel?.waba.templates.find((row) => row.name === template)?.category;
    if (category !== 'MARKETING') return undefined;
  }
  return magic.outcome;
}
