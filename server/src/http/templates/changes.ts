import type { components } from '@parley/contract/templates';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import { countTemplateUses } from '../../modules/campaigns/index.ts';
import { getChannel, listChannels } from '../../modules/channels/index.ts';
import { openMedia } from '../../modules/media/index.ts';
import {
  checkDraft,
  checkSample,
  createTemplate,
  deleteTemplates,
  getTemplate,
  listTemplateGroups,
  saveDraft,
  submitTemplate,
  type Template,
  uploadSampleFile,
} from '../../modules/templates/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type HandlersBySet, type TemplatePageRequest } from '../handlers.ts';
import { keepUpload } from '../keep-upload.ts';
import { toMediaUrl, toTemplate } from './shapes/template.ts';
import { fromContent } from './shapes/template-content.ts';

type Schemas = components['schemas'];

/** Names the creation method in WATI's words: made by hand. */
const madeByHand = { type: 'hsm', creationMethod: 0 } as const;

/** Drafts, submissions, deletions, and one template on its own. */
export function createTemplateChangeHandlers(deps: ApiDeps): HandlersBySet['templates'] {
  return defineHandlers('templates', {
    async getTemplateDetail({ ctx, params }) {
      return { body: await toDetail(deps, ctx, await find(deps, ctx, params.templateId)) };
    },

    async createTemplateDraft({ ctx, body }) {
      const { name, language, category } = body;
      const content = fromContent(body.content);
      const wabaId = await getWaba(deps, ctx, body.wabaId);
      const input = { wabaId, name, language, category, subCategory: undefined, content, own: madeByHand };
      return { status: 201, body: await toDetail(deps, ctx, await createTemplate(deps, ctx, input)) };
    },

    async saveTemplateDraft({ ctx, params, body }) {
      const { id } = await find(deps, ctx, params.templateId);
      const { name, language, category } = body;
      const saved = await saveDraft(deps, ctx, { id, name, language, category, content: fromContent(body.content) });
      return { body: await toDetail(deps, ctx, saved) };
    },

    async checkTemplate({ body }) {
      const { name, language, category } = body;
      const { problems, variables, meta } = checkDraft({
        name,
        language,
        category,
        content: fromContent(body.content),
      });
      return { body: { problems: [...problems], variables: [...variables], meta } };
    },

    async submitTemplate({ ctx, params, body }) {
      const { id } = await find(deps, ctx, params.templateId);
      const { category } = body;
      return {
        body: await toDetail(
          deps,
          ctx,
          await submitTemplate(deps, ctx, { id, category, content: fromContent(body.content) }),
        ),
      };
    },

    async deleteTemplate({ ctx, params, query }) {
      const { wabaId, name, language } = await find(deps, ctx, params.templateId);
      await deleteTemplates(deps, ctx, { wabaId, name, language: query.languages === 'all' ? undefined : language });
      return { status: 204, body: undefined };
    },

    async uploadTemplateSample(request) {
      return { status: 201, body: await takeSample(deps, request) };
    },
  });
}

/** Throws template.not_found. */
async function find(deps: ApiDeps, ctx: Context, templateId: string): Promise<Template> {
  const id = templateId.trim().toLowerCase();
  if (!isId(id)) throw new AppError('template.not_found', 'Template not found.');
  return getTemplate(deps, ctx, id);
}

/** The account that is named, else that of the default channel. Throws channel.not_found. */
async function getWaba(deps: ApiDeps, ctx: Context, given: string | null | undefined): Promise<string> {
  const wanted = given?.trim();
  if (!wanted) return (await getChannel(deps, ctx, undefined)).wabaId;
  const known = (await listChannels(deps, ctx)).find(({ wabaId }) => wabaId === wanted);
  if (known) return known.wabaId;
  throw new AppError('channel.not_found', 'No channel of this WhatsApp Business Account is connected.');
}

async function toDetail(deps: ApiDeps, ctx: Context, template: Template): Promise<Schemas['TemplateDetail']> {
  const { wabaId, name } = template;
  const channels = (await listChannels(deps, ctx)).filter((channel) => channel.wabaId === wabaId);
  const [siblings, uses] = await Promise.all([
    listTemplateGroups(deps, ctx, { statuses: [], name, wabaId }, { after: undefined, limit: 1 }),
    countTemplateUses(deps, ctx, { templateName: name, channelIds: channels.map(({ id }) => id) }),
  ]);
  return {
    ...toTemplate(template),
    languages: siblings.groups.flatMap(({ templates }) =>
      templates.map(({ id, language, status }) => ({ id, language, status })),
    ),
    campaigns: uses.count,
    lastCampaignAt: uses.lastAt?.toISOString() ?? null,
  };
}

/** Kept here for showing and sending, and given to Meta for its reviewers. */
async function takeSample(
  deps: ApiDeps,
  { ctx, body, files }: TemplatePageRequest<'uploadTemplateSample'>,
): Promise<Schemas['TemplateSample']> {
  const upload = files.find((file) => file.fieldName === 'file');
  if (upload === undefined) throw new AppError('request.invalid', 'file is required.');
  checkSample({ mimeType: upload.mimeType, sizeBytes: upload.size });
  const wabaId = await getWaba(deps, ctx, body.wabaId);
  const { id: mediaId, path } = await keepUpload(deps, ctx, upload);
  const opened = await openMedia(deps, ctx, { mediaId });
  const handle = await uploadSampleFile(deps, ctx, wabaId, opened);
  return { handle, link: null, mediaId, path, fileName: opened.fileName, url: toMediaUrl(path) };
}
