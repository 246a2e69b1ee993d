import { z } from 'zod';
import { callGraph, type GraphCall, type GraphFailure, type GraphTarget } from './graph-call.ts';
import { type GraphPhoneNumber, numberFields, numberMembers } from './graph-nodes.ts';
import { block, blocks, requiredText, text } from './payload-fields.ts';

const maxAnswerBytes = 1_048_576;

/** Numbers in a page, and pages that are read; Meta allows 25 a portfolio before it is asked for more. */
const maxNumbers = 100;
const maxPages = 10;
const maxWebsites = 2;

const accountFields = 'id,name,currency,account_review_status,owner_business_info';
const listedFields = `${numberFields},messaging_limit_tier,whatsapp_business_manager_messaging_limit`;
const profileFields = 'about,address,description,email,profile_picture_url,websites,vertical';

const businessAccount = z.looseObject({
  id: requiredText,
  name: text,
  account_review_status: text,
  owner_business_info: block({ id: text, name: text }),
});

const numberPage = z.looseObject({
  data: blocks(numberMembers, maxNumbers),
  paging: block({ next: text, cursors: block({ after: text }) }),
});

const profileMembers = {
  about: text,
  address: text,
  description: text,
  email: text,
  profile_picture_url: text,
  websites: z
    .array(text)
    .transform((values) => values.slice(0, maxWebsites))
    .optional()
    .catch(undefined),
  vertical: text,
};
const profilePage = z.looseObject({ data: blocks(profileMembers, 1) });

export type GraphBusinessAccount = z.infer<typeof businessAccount>;
export type GraphBusinessProfile = NonNullable<z.infer<typeof profilePage>['data']>[number];

export type BusinessAccountLookup = { readonly kind: 'ok'; readonly account: GraphBusinessAccount } | GraphFailure;
export type PhoneNumberList = { readonly kind: 'ok'; readonly numbers: readonly GraphPhoneNumber[] } | GraphFailure;
export type BusinessProfileLookup = { readonly kind: 'ok'; readonly profile: GraphBusinessProfile } | GraphFailure;

/** Name and owner of a WhatsApp Business account. */
export async function getBusinessAccount(
  target: GraphTarget,
  input: { wabaId: string; accessToken: string },
  timeoutMs: number,
): Promise<BusinessAccountLookup> {
  const path = `/${encodeURIComponent(input.wabaId)}?${new URLSearchParams({ fields: accountFields })}`;
  const answer = await callGraph(target, toGet(path, input.accessToken, timeoutMs));
  if (answer.kind !== 'ok') return answer;
  const read = businessAccount.safeParse(answer.value);
  return read.success ? { kind: 'ok', account: read.data } : unreadable(answer.status, 'a business account');
}

/** The phone numbers of an account with their state and quality, page by page; at most 1,000. */
export async function listPhoneNumbers(
  target: GraphTarget,
  input: { wabaId: string; accessToken: string },
  timeoutMs: number,
): Promise<PhoneNumberList> {
  const query = new URLSearchParams({ fields: listedFields, limit: String(maxNumbers) });
  const numbers = new Map<string, GraphPhoneNumber>();
  for (let page = 0; page < maxPages; page += 1) {
    const path = `/${encodeURIComponent(input.wabaId)}/phone_numbers?${query}`;
    const answer = await callGraph(target, toGet(path, input.accessToken, timeoutMs));
    if (answer.kind !== 'ok') return answer;
    const read = numberPage.safeParse(answer.value);
    if (!read.success || !read.data.data) return unreadable(answer.status, 'a list of phone numbers');
    for (const number of read.data.data) numbers.set(number.id, number);
    const { paging } = read.data;
    // A cursor is there on the last page too; only `next` says that there is more.
    if (paging?.next === undefined || paging.cursors?.after === undefined) break;
    query.set('after', paging.cursors.after);
  }
  return { kind: 'ok', numbers: [...numbers.values()] };
}

/** What customers see of a number: a list of one element in the answer. */
export async function getBusinessProfile(
  target: GraphTarget,
  input: { phoneNumberId: string; accessToken: string },
  timeoutMs: number,
): Promise<BusinessProfileLookup> {
  const query = new URLSearchParams({ fields: profileFields });
  const path = `/${encodeURIComponent(input.phoneNumberId)}/whatsapp_business_profile?${query}`;
  const answer = await callGraph(target, toGet(path, input.accessToken, timeoutMs));
  if (answer.kind !== 'ok') return answer;
  const read = profilePage.safeParse(answer.value);
  const [profile] = read.success ? (read.data.data ?? []) : [];
  return profile ? { kind: 'ok', profile } : unreadable(answer.status, 'a business profile');
}

/** What of a profile can be changed; members that are left out stay. */
export interface SetProfileInput {
  readonly phoneNumberId: string;
  readonly accessToken: string;
  readonly change: {
    readonly about?: string;
    readonly address?: string;
    readonly description?: string;
    readonly email?: string;
    /** Two at most. */
    readonly websites?: readonly string[];
    /** One of Meta's words, such as RETAIL. */
    readonly vertical?: string;
    /** Handle of a picture that was uploaded in a session. */
    readonly profile_picture_handle?: string;
  };
}

/** Changes what customers see of a number. */
export async function setBusinessProfile(
  target: GraphTarget,
  { phoneNumberId, accessToken, change }: SetProfileInput,
  timeoutMs: number,
): Promise<{ readonly kind: 'done' } | GraphFailure> {
  const answer = await callGraph(target, {
    ...toGet(`/${encodeURIComponent(phoneNumberId)}/whatsapp_business_profile`, accessToken, timeoutMs),
    method: 'POST',
    contentType: 'application/json',
    body: JSON.stringify({ messaging_product: 'whatsapp', ...change }),
  });
  return answer.kind === 'ok' ? { kind: 'done' } : answer;
}

function toGet(path: string, accessToken: string, timeoutMs: number): GraphCall {
  return { method: 'GET', path, accessToken, timeoutMs, maxAnswerBytes };
}

function unreadable(status: number, what: string): GraphFailure {
  return { kind: 'unavailable', sent: true, detail: `Meta answered ${status} without ${what}.` };
}
