import type { components } from '@parley/contract/parley';
import type { Actor, Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { findOperatorsByIds } from '../../modules/accounts/index.ts';
import { type Contact, findContact, findContacts, readTarget } from '../../modules/contacts/index.ts';
import {
  closedAtOf,
  getLead,
  type Lead,
  type LeadMove,
  leadPageLimit,
  listLeadMoves,
  listLeads,
  putLead,
  removeLead,
} from '../../modules/sales/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';
import { toStage } from './lead-stages.ts';
import { fromPageCursor, toPageCursor } from './page-cursor.ts';

type Schemas = components['schemas'];

/** The contacts in the pipeline. */
export function createLeadHandlers(deps: ApiDeps): HandlersBySet['parley'] {
  return defineHandlers('parley', {
    async listLeads({ ctx, query }) {
      const { leads, end } = await listLeads(deps, ctx, query.stage, toPage(query));
      const body: Schemas['LeadList'] = { leads: await toLeads(deps, ctx, leads), nextCursor: toPageCursor(end) };
      return { body };
    },

    async getLead({ ctx, params }) {
      const contact = await getContact(deps, ctx, params.target);
      return { body: await toLeadBody(deps, ctx, await getLead(deps, ctx, contact.id)) };
    },

    async putLead({ ctx, params, body: { value, ...input } }) {
      const contact = await getContact(deps, ctx, params.target);
      const { lead, isNew } = await putLead(deps, ctx, contact.id, { ...input, valueMinor: value });
      return { status: isNew ? 201 : 200, body: await toLeadBody(deps, ctx, lead) };
    },

    async removeLead({ ctx, params }) {
      const contact = await getContact(deps, ctx, params.target);
      await removeLead(deps, ctx, contact.id);
      return { status: 204, body: undefined };
    },

    async listLeadMoves({ ctx, params, query }) {
      const contact = await getContact(deps, ctx, params.target);
      const { moves, end } = await listLeadMoves(deps, ctx, contact.id, toPage(query));
      const body: Schemas['LeadMoveList'] = { moves: moves.map(toMove), nextCursor: toPageCursor(end) };
      return { body };
    },
  });
}

function toPage(query: { readonly cursor?: string; readonly limit?: number }) {
  return { after: fromPageCursor(query.cursor), limit: query.limit ?? leadPageLimit };
}

async function getContact(deps: ApiDeps, ctx: Context, text: string): Promise<Contact> {
  const target = readTarget(text);
  const contact = target && (await findContact(deps, ctx, target));
  if (contact === undefined) throw new AppError('contact.not_found', 'Contact not found.');
  return contact;
}

async function toLeadBody(deps: ApiDeps, ctx: Context, lead: Lead): Promise<Schemas['Lead']> {
  const [body] = await toLeads(deps, ctx, [lead]);
  if (body === undefined) throw new AppError('contact.not_found', 'Contact not found.');
  return body;
}

/** With the people beside them, whose rows are read once for all. */
async function toLeads(deps: ApiDeps, ctx: Context, leads: readonly Lead[]): Promise<Schemas['Lead'][]> {
  const found = await findContacts(
    deps,
    ctx,
    leads.map((lead) => lead.contactId),
  );
  const contacts = new Map(found.map((contact) => [contact.id, contact]));
  const ownerIds = leads.flatMap((lead) => lead.ownerId ?? []);
  const owners = await findOperatorsByIds(
    deps.db,
    ownerIds.map((id) => ({ tenantId: ctx.tenantId, id })),
  );
  return leads.map((lead) => {
    const contact = contacts.get(lead.contactId);
    const owner = lead.ownerId === null ? undefined : owners.get(lead.ownerId);
    return {
      contact: {
        id: lead.contactId,
        phone: contact?.waId ?? null,
        name: contact?.name ?? contact?.profileName ?? null,
      },
      stage: toStage(lead.stage),
      value: lead.valueMinor,
      currency: lead.currency,
      owner: owner ? { id: owner.id, email: owner.email, name: owner.name } : null,
      enteredAt: lead.enteredAt.toISOString(),
      closedAt: closedAtOf(lead)?.toISOString() ?? null,
      createdAt: lead.createdAt.toISOString(),
      updatedAt: lead.updatedAt.toISOString(),
    };
  });
}

function toMove(move: LeadMove): Schemas['LeadMove'] {
  return {
    id: move.id,
    kind: move.kind,
    fromStage:
      move.fromStageId === null ? null : { id: move.fromStageId, label: move.fromStageLabel ?? move.fromStageId },
    stage: { id: move.stageId, label: move.stageLabel },
    value: move.valueMinor,
    currency: move.currency,
    ownerId: move.ownerId,
    actor: toActor(move.actor),
    at: move.at.toISOString(),
  };
}

function toActor(actor: Actor): Schemas['LeadMove']['actor'] {
  switch (actor.kind) {
    case 'operator':
      return { kind: actor.kind, id: actor.operatorId, operatorId: actor.operatorId };
    case 'token':
      return { kind: actor.kind, id: actor.tokenId, operatorId: actor.operatorId ?? null };
    case 'bot':
      return { kind: actor.kind, id: actor.flowId, operatorId: null };
    case 'campaign':
      return { kind: actor.kind, id: actor.campaignId, operatorId: null };
    case 'system':
      return { kind: actor.kind, id: null, operatorId: null };
  }
}
