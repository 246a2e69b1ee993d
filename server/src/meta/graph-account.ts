import { z } from 'zod';
import { callGraph, type GraphCall, type GraphFailure, type GraphTarget } from './graph-call.ts';
import { type GraphPhoneNumber, numberFields, numberMembers } from './graph-nodes.ts';
import { block, blocks, requiredText, text } from './payload-fields.ts';

const maxAnswerBytes = 1_048_576;

/** Numbers of an account that are read; Meta allows 25 a portfolio before it is asked for more. */
const maxNumbers = 100;
const maxWebsites = 2;

const accountFields = 'id,name,currency,owner_business_info';
const listedFields = `${numberFields},messaging_limit_tier,whatsapp_business_manager_messaging_limit`;
const profileFields = 'about,address,description,email,profile_picture_url,websites,vertical';

const businessAccount = z.looseObject({
  id: requiredText,
  name: text,
  owner_business_info: block({ id: text, name: text }),
});

const numberPage = z.looseObject({ data: blocks(numberMembers, maxNumbers) });

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

/** The phone numbers of an account with their state and quality; at most 100. */
export async function listPhoneNumbers(
  target: GraphTarget,
  input: { wabaId: string; accessToken: string },
  timeoutMs: number,
): Promise<PhoneNumberList> {
  const query = new URLSearchParams({ fields: listedFields, limit: String(maxNumbers) });
  const path = `/${encodeURIComponent(input.wabaId)}/phone_numbers?${query}`;
  const answer = await callGraph(target, toGet(path, input.accessToken, timeoutMs));
  if (answer.kind !== 'ok') return answer;
  const read = numberPage.safeParse(answer.value);
  if (read.success && read.data.data) return { kind: 'ok', numbers: read.data.data };
  return unreadable(answer.status, 'a list of phone numbers');
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

function toGet(path: string, accessToken: string, timeoutMs: number): GraphCall {
  return { method: 'GET', path, accessToken, timeoutMs, maxAnswerBytes };
}

function unreadable(status: number, what: string): GraphFailure {
  return { kind: 'unavailable', sent: true, detail: `Meta answered ${status} without ${what}.` };
}
