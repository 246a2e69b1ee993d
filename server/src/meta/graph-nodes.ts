import { z } from 'zod';
import { callGraph, type GraphFailure, type GraphTarget } from './graph-call.ts';
import { block, blocks, flag, number, requiredText, text } from './payload-fields.ts';

/** A page of templates with all their components may be large. */
const maxPageBytes = 16_777_216;

/** More templates in one page are not read. */
const maxPageItems = 1000;

const maxNodeBytes = 262_144;

const templateFields =
  'id,name,language,status,category,sub_category,previous_category,parameter_format,components,rejected_reason,' +
  'quality_score,message_send_ttl_seconds';

/** What is asked of a phone number. */
export const numberFields =
  'id,display_phone_number,verified_name,quality_rating,code_verification_status,name_status,status,throughput,' +
  'platform_type,account_mode';

const template = {
  id: text,
  name: text,
  language: text,
  status: text,
  category: text,
  sub_category: text,
  previous_category: text,
  parameter_format: text,
  components: blocks({ type: text, format: text, text }, maxPageItems),
  rejected_reason: text,
  quality_score: block({ score: text }),
  message_send_ttl_seconds: number,
};

const templatePage = z.looseObject({
  data: blocks(template, maxPageItems),
  paging: block({ next: text, cursors: block({ before: text, after: text }) }),
});

/** The members of a phone number that are read. */
export const numberMembers = {
  id: requiredText,
  display_phone_number: text,
  verified_name: text,
  quality_rating: text,
  code_verification_status: text,
  name_status: text,
  status: text,
  throughput: block({ level: text }),
  platform_type: text,
  account_mode: text,
  messaging_limit_tier: text,
  whatsapp_business_manager_messaging_limit: text,
  is_official_business_account: flag,
};
const phoneNumber = z.looseObject(numberMembers);

/** A template as Meta has it; every field but those asked for may be absent, and unknown ones stay. */
export type GraphTemplate = NonNullable<z.infer<typeof templatePage>['data']>[number];
export type GraphPhoneNumber = z.infer<typeof phoneNumber>;

export type TemplatePage =
  | {
      readonly kind: 'ok';
      readonly templates: readonly GraphTemplate[];
      /** Cursor of the next page; absent on the last one. May go stale (131059): then start again. */
      readonly after?: string;
    }
  | GraphFailure;

export type PhoneNumberLookup = { readonly kind: 'ok'; readonly number: GraphPhoneNumber } | GraphFailure;

export interface ListTemplatesInput {
  readonly wabaId: string;
  readonly accessToken: string;
  readonly after?: string;
  /** Templates per page. */
  readonly limit: number;
  /** Only those of that name; Meta may also list longer names that begin with it. */
  readonly name?: string;
}

/** One page of the account's templates, in all languages and states. */
export async function listTemplates(
  target: GraphTarget,
  input: ListTemplatesInput,
  timeoutMs: number,
): Promise<TemplatePage> {
  const query = new URLSearchParams({ fields: templateFields, limit: String(Math.min(input.limit, maxPageItems)) });
  if (input.after !== undefined) query.set('after', input.after);
  if (input.name !== undefined) query.set('name', input.name);
  const answer = await callGraph(target, {
    method: 'GET',
    path: `/${encodeURIComponent(input.wabaId)}/message_templates?${query}`,
    accessToken: input.accessToken,
    timeoutMs,
    maxAnswerBytes: maxPageBytes,
  });
  if (answer.kind !== 'ok') return answer;
  const read = templatePage.safeParse(answer.value);
  if (!read.success || read.data.data === undefined) {
    return { kind: 'unavailable', sent: true, detail: `Meta answered ${answer.status} without a list of templates.` };
  }
  const { data, paging } = read.data;
  // A cursor is there on the last page too; only `next` says that there is more.
  const after = paging?.next === undefined ? undefined : paging.cursors?.after;
  return { kind: 'ok', templates: data, ...(after === undefined ? {} : { after }) };
}

/** State and quality of a phone number. `fields` replaces the fields that are asked for. */
export async function getPhoneNumber(
  target: GraphTarget,
  input: { phoneNumberId: string; accessToken: string; fields?: string },
  timeoutMs: number,
): Promise<PhoneNumberLookup> {
  const query = new URLSearchParams({ fields: input.fields ?? numberFields });
  const answer = await callGraph(target, {
    method: 'GET',
    path: `/${encodeURIComponent(input.phoneNumberId)}?${query}`,
    accessToken: input.accessToken,
    timeoutMs,
    maxAnswerBytes: maxNodeBytes,
  });
  if (answer.kind !== 'ok') return answer;
  const read = phoneNumber.safeParse(answer.value);
  if (read.success) return { kind: 'ok', number: read.data };
  return { kind: 'unavailable', sent: true, detail: `Meta answered ${answer.status} without a phone number.` };
}
