import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from '../../db/database.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Template } from '../templates/index.ts';
import { createFiller } from './fill-people.ts';
import type { Uploads } from './find-uploads.ts';
import { type NamedRecipient, type PlannedPerson, planPeople } from './freeze-recipients.ts';
import { audienceLimit, type CampaignPlan } from './plan.ts';
import { readAudience } from './read-audience.ts';
import type { RecipientTimes } from './recipient-times.ts';

/** People that are filled before others get their turn: some ten milliseconds. */
const turnSize = 250;

export interface AudienceInput {
  readonly plan: CampaignPlan;
  readonly template: Template;
  readonly uploads: Uploads;
  readonly times: RecipientTimes;
  readonly idsFromMs: number;
}

/**
 * The one way from a plan to its recipients, part by part: a dry run writes them down, a launch compares them. People who allow no
 * broadcasts, are blocked, come twice, have no number or lack a value are skipped. Throws as `readAudience`, and
 * message.too_many_recipients.
 */
export async function* planAudience(
  deps: { readonly db: Database },
  ctx: Context,
  { plan, template, uploads, times, idsFromMs }: AudienceInput,
): AsyncGenerator<PlannedPerson[]> {
  const fill = createFiller(template, { sources: plan.values, uploads }, times);
  const seen = new Set<string>();
  let first = 0;
  for await (const page of readAudience(deps, ctx, plan)) {
    if (first + page.length > audienceLimit) {
      throw new AppError('message.too_many_recipients', `A campaign has at most ${audienceLimit} recipients.`);
    }
    const recipients: NamedRecipient[] = [];
    for (const [place, person] of page.entries()) {
      recipients.push(fill(person));
      if (place % turnSize === turnSize - 1) await nextTurn();
    }
    yield await planPeople(deps.db, ctx, { idsFromMs, skipsOptedOut: true, seen }, recipients, first);
    first += page.length;
  }
}

/** Takes in people in their order; two audiences of one hash are sent the same. */
export interface AudienceHash {
  add(people: readonly PlannedPerson[]): void;
  end(): string;
}

export function createAudienceHash(): AudienceHash {
  const whole = createHash('sha256');
  return {
    add(people) {
      for (const person of people) {
        whole.update(`${addressOf(person)}\n${person.skipReason ?? digestOf(person)}\n`);
      }
    },
    end: () => whole.digest('hex'),
  };
}

/** How a person is told from others, as it is stored too. */
export function addressOf({ recipient, known, person }: PlannedPerson): string {
  return recipient.waId ?? known?.waId ?? recipient.bsuid ?? known?.bsuid ?? person;
}

/** Of what a person is sent, as Postgres makes it from the stored row. */
export function digestOf({ recipient: { filled } }: PlannedPerson): string {
  return createHash('md5').update(filled.text).update(JSON.stringify(filled.content)).digest('hex');
}
