import { AppError } from '../../kernel/errors.ts';
import type { GraphClient, SetProfileInput } from '../../meta/graph-client.ts';
import { findCredentials } from './channel-verbs.ts';
import { staleWabaStatement } from './number-queries.ts';
import type { NumberRefreshDeps } from './refresh-numbers.ts';

/** What of the Graph API changes a profile. */
export type ProfileGraph = Pick<GraphClient, 'setBusinessProfile'>;
export type ProfileChange = SetProfileInput['change'];

/** Meta's limits, in characters (cloud-api BusinessProfile). */
const limits = { about: 139, address: 256, description: 512, email: 128 } as const;
const maxWebsites = 2;
const websiteLimit = 256;

/**
 * Changes what customers see of a number, at Meta first; what is kept here is read anew at the next look. Throws
 * request.invalid before Meta is asked, channel.not_found, meta.rejected and meta.unavailable.
 */
export async function updateProfile(
  deps: Pick<NumberRefreshDeps, 'db' | 'secrets'> & { readonly graph: ProfileGraph },
  tenantId: string,
  channelId: string,
  change: ProfileChange,
): Promise<void> {
  checkProfile(change);
  const credentials = await findCredentials(deps, tenantId, channelId);
  if (!credentials) throw new AppError('channel.not_found', 'Channel not found.');
  const { phoneNumberId, accessToken, wabaId } = credentials;
  const answer = await deps.graph.setBusinessProfile({ phoneNumberId, accessToken, change });
  if (answer.kind === 'rejected') {
    const { rule, error } = answer;
    throw new AppError('meta.rejected', `${rule.plain} ${error.details ?? error.message}`, { details: { error } });
  }
  if (answer.kind === 'unavailable')
    throw new AppError('meta.unavailable', `Meta could not be asked: ${answer.detail}`);
  await deps.db.tenant(tenantId, staleWabaStatement, [wabaId]);
}

/** Throws request.invalid and names the member. */
export function checkProfile(change: ProfileChange): void {
  if (Object.keys(change).length === 0) throw new AppError('request.invalid', 'There is nothing to change.');
  for (const [name, limit] of Object.entries(limits)) {
    const value = change[name as keyof typeof limits];
    if (value !== undefined && [...value].length > limit) {
      throw new AppError('request.invalid', `${name} must have at most ${limit} characters.`);
    }
  }
  if (change.about === '') throw new AppError('request.invalid', 'about must not be empty.');
  const websites = change.websites ?? [];
  if (websites.length > maxWebsites) throw new AppError('request.invalid', `There may be ${maxWebsites} websites.`);
  for (const website of websites) {
    if (website.length <= websiteLimit && /^https?:\/\/\S+$/i.test(website)) continue;
    throw new AppError('request.invalid', `${website} is no web address of at most ${websiteLimit} characters.`);
  }
}
