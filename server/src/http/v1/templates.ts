import type { components } from '@parley/contract/wati-v1-v2';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { getChannel, listChannels } from '../../modules/channels/index.ts';
import {
  createTemplate,
  deleteTemplates,
  getTemplate,
  listTemplates,
  submitTemplate,
} from '../../modules/templates/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type LegacyRequest, type Reply } from '../handlers.ts';
import { refuseChannel, refuseWith } from './refuse.ts';
import { toV1Template } from './shapes/template.ts';
import { mergeTemplateBody } from './shapes/template-change.ts';
import { fromTemplateBody, readTemplateBody } from './shapes/template-content.ts';
import { toTemplateList } from './shapes/template-list.ts';

export function createV1TemplateHandlers(deps: ApiDeps) {
  return defineHandlers('v1v2', {
    getMessageTemplates: (request) =>
      refuseWith({ 'channel.not_found': refuseChannel }, () => getMessageTemplates(deps, request)),
    createWhatsAppTemplate: (request) => refuseWith(refusals, () => createWhatsAppTemplate(deps, request)),
    updateTemplateInternal: (request) => refuseWith(refusals, () => updateTemplateInternal(deps, request)),
    deleteWhatsAppTemplatesByName: ({ ctx, params }) =>
      refuseWith(refusals, async () => {
        await deleteTemplates(deps, ctx, { ...params, language: undefined });
        return done;
      }),
    deleteWhatsAppTemplate: ({ ctx, params }) =>
      refuseWith(refusals, async () => {
        await deleteTemplates(deps, ctx, params);
        return done;
      }),
  });
}

const done: Reply = { body: { ok: true } };

/** A refusal of the calls that answer with `ok`: the text in every member which a client may read. */
const refuse =
  (status: number) =>
  (error: AppError): Reply => {
    const { message, reason } = error;
    const body: components['schemas']['OkFailure'] = { ok: false, error: message, message };
    return { status, body: { ...body, info: message, reason } };
  };

/** What the request got wrong is a fault of it; what stands against it is told under 200. */
const refusals = {
  'channel.not_found': (error) => refuse(400)(new AppError(error.reason, 'Channel not found')),
  'media.fetch_failed': refuse(400),
  'media.too_large': refuse(400),
  'media.type_forbidden': refuse(400),
  'meta.rejected': refuse(200),
  'outbound.address_forbidden': refuse(400),
  'template.busy': refuse(200),
  'template.invalid': refuse(400),
  'template.name_taken': refuse(200),
  'template.not_editable': refuse(200),
  'template.not_found': refuse(200),
} as const satisfies Parameters<typeof refuseWith>[0];

async function getMessageTemplates(
  deps: ApiDeps,
  { ctx, query }: LegacyRequest<'getMessageTemplates'>,
): Promise<Reply> {
  const { channelPhoneNumber, pageNumber, pageSize } = query;
  const wabaId = await findWaba(deps, ctx, channelPhoneNumber);
  const { templates, total } = await listTemplates(deps, ctx, { wabaId, pageNumber, pageSize });
  const address = `${deps.publicUrl()}/${ctx.tenantId}/api/v1/getMessageTemplates`;
  return { body: toTemplateList(templates, { address, filters: { channelPhoneNumber }, pageNumber, pageSize, total }) };
}

/** The account of the named channel, else of the default one; a workspace without channels lists what it has. */
async function findWaba(deps: ApiDeps, ctx: Context, channelName: string | undefined): Promise<string | undefined> {
  if (channelName?.trim()) return (await getChannel(deps, ctx, channelName)).wabaId;
  const [defaultChannel] = await listChannels(deps, ctx);
  return defaultChannel?.wabaId;
}

async function createWhatsAppTemplate(
  deps: ApiDeps,
  { ctx, body }: LegacyRequest<'createWhatsAppTemplate'>,
): Promise<Reply> {
  const { elementName, language, category, subCategory, type, creationMethod } = body;
  const given = readTemplateBody(body);
  const template = await createTemplate(deps, ctx, {
    wabaId: await getWaba(deps, ctx, given.wabaId?.trim()),
    name: elementName,
    language,
    category,
    subCategory: subCategory ?? undefined,
    content: fromTemplateBody(given),
    own: { type: type?.toLowerCase() === 'template' ? 'template' : 'hsm', creationMethod: creationMethod ?? 0 },
  });
  return { body: { ok: true, result: toV1Template(template) } };
}

/** The account that the body names beside the documented members, else that of the default channel. */
async function getWaba(deps: ApiDeps, ctx: Context, wanted = ''): Promise<string> {
  const known = wanted === '' ? undefined : (await listChannels(deps, ctx)).find((entry) => entry.wabaId === wanted);
  if (known) return known.wabaId;
  if (wanted !== '') throw new AppError('channel.not_found', 'Channel not found');
  return (await getChannel(deps, ctx, undefined)).wabaId;
}

async function updateTemplateInternal(
  deps: ApiDeps,
  { ctx, body }: LegacyRequest<'updateTemplateInternal'>,
): Promise<Reply> {
  const stored = await getTemplate(deps, ctx, body.id);
  const language = body.language?.value ?? stored.language;
  if (body.elementName !== stored.name || language !== stored.language) {
    throw new AppError('template.invalid', 'The name and the language of a template cannot be changed.');
  }
  const submitted = await submitTemplate(deps, ctx, {
    id: stored.id,
    category: body.category ?? stored.category,
    content: fromTemplateBody(mergeTemplateBody(stored, readTemplateBody(body))),
  });
  return { body: { ok: true, result: toV1Template(submitted) } };
}
