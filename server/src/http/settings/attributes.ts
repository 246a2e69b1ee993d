import type { components } from '@parley/contract/settings';
import type { Context } from '../../kernel/context.ts';
import { findFlowsNaming } from '../../modules/automation/index.ts';
import { listDrafts } from '../../modules/campaigns/index.ts';
import { type ContactJob, removeAttribute, renameAttribute } from '../../modules/contact-jobs/index.ts';
import {
  countPeople,
  describeAttribute,
  keepAttribute,
  listAttributes,
  listSegments,
} from '../../modules/contacts/index.ts';
import { listQuickReplies, variablesOf } from '../../modules/inbox/index.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';
import type { SettingsDeps } from './settings-deps.ts';

type Schemas = components['schemas'];
type Use = Schemas['AttributeUses']['uses'][number];

/** The attributes of the contacts: who has them, what uses them, and changing them for everybody. */
export function createAttributeHandlers(deps: SettingsDeps): HandlersBySet['settings'] {
  return defineHandlers('settings', {
    async listAttributes({ ctx }) {
      const { attributes, isWhole } = await listAttributes(deps, ctx);
      return { body: { items: attributes, isWhole } satisfies Schemas['AttributeList'] };
    },

    async addAttribute({ ctx, body, noteForAudit }) {
      const { name, description } = body;
      const kept = await keepAttribute(deps, ctx, { name, description: description ?? null });
      noteForAudit({ targetName: kept.name, after: { ...kept } });
      return { status: 201, body: { ...kept, contacts: 0 } };
    },

    async describeAttribute({ ctx, body, noteForAudit }) {
      const { name, description } = body;
      const { before, after } = await describeAttribute(deps, ctx, { name, description });
      noteForAudit({ targetName: name, before: { description: before }, after: { description: after } });
      return { body: { name, description: after } };
    },

    async readAttributeUses({ ctx, query }) {
      const { name } = query;
      const newName = query.newName?.trim();
      const having = exists(name);
      const [all, both, uses] = await Promise.all([
        countPeople(deps, ctx, { groups: [[having]] }),
        newName && newName !== name ? countPeople(deps, ctx, { groups: [[having, exists(newName)]] }) : nobody,
        findUses(deps, ctx, name),
      ]);
      const body = { contacts: all.total, isMore: all.isMore, withBoth: both.total, isMoreWithBoth: both.isMore, uses };
      return { body: body satisfies Schemas['AttributeUses'] };
    },

    async renameAttribute({ ctx, body, noteForAudit }) {
      const job = await renameAttribute(deps, ctx, body);
      const newName = body.newName.trim();
      const before = { name: body.name, contacts: job.total };
      const followers = Object.entries(job.detail.followers ?? {}).filter(([, ids]) => ids.length > 0);
      const followed = Object.fromEntries(followers.map(([kind, ids]) => [kind, ids.length]));
      noteForAudit({ targetName: body.name, before, after: { name: newName, whenBoth: body.whenBoth, ...followed } });
      return { body: toJob(job) };
    },

    async deleteAttribute({ ctx, query, noteForAudit }) {
      const job = await removeAttribute(deps, ctx, query.name);
      noteForAudit({ targetName: query.name, before: { name: query.name, contacts: job.total } });
      return { body: toJob(job) };
    },
  });
}

const nobody = { total: 0, isMore: false };

function exists(name: string) {
  return { name, operator: 'exist', value: '' } as const;
}

function toJob({ id, total }: ContactJob): Schemas['AttributeJob'] {
  return { jobId: id, contacts: total };
}

/** What names the attribute. Quick replies look it up in any case. */
async function findUses(deps: SettingsDeps, ctx: Context, name: string): Promise<Use[]> {
  const [segments, drafts, replies, chatbots] = await Promise.all([
    listSegments(deps, ctx),
    listDrafts(deps, ctx),
    listQuickReplies(deps, ctx),
    findFlowsNaming(deps, ctx, { attribute: name }),
  ]);
  const ofKind = (kind: Use['kind']) => (found: { readonly id: string; readonly name: string }) => ({
    kind,
    id: found.id,
    name: found.name,
  });
  return [
    ...segments
      .filter(({ kind, groups }) => kind === 'dynamic' && (groups ?? []).flat().some((one) => one.name === name))
      .map(ofKind('segment')),
    ...drafts
      .filter(({ plan }) => plan.values.some(({ from, value }) => from === 'attribute' && value === name))
      .map(ofKind('campaignDraft')),
    ...replies
      .filter(({ text }) => variablesOf(text).some((variable) => variable.toLowerCase() === name.toLowerCase()))
      .map(({ id, shortcut }) => ofKind('quickReply')({ id, name: shortcut })),
    ...chatbots.map(ofKind('chatbot')),
  ];
}
