import { findTokenName } from '../modules/accounts/index.ts';
import { type AuditActor, type AuditDeps, runAudited } from '../modules/audit/index.ts';
import type { Operation } from './contract/operations.ts';
import type { AnyHandler, OperationRequest, Reply } from './handlers.ts';

/** What a handler says of its change; the rest is taken from the call. */
export interface AuditNote {
  readonly targetId?: string | undefined;
  readonly targetName?: string | undefined;
  readonly before?: unknown;
  readonly after?: unknown;
}

/**
 * A handler whose changes are committed together with their entry in the audit log. Calls that are refused or change
 * nothing leave none.
 */
export function auditCall(deps: AuditDeps | undefined, operation: Operation, handler: AnyHandler): AnyHandler {
  const action = operation.auditAction;
  if (action === undefined || deps === undefined) return handler;
  return (request) => {
    let note: AuditNote = {};
    const call = {
      ...request,
      signal: request.signal,
      noteForAudit: (more: AuditNote) => (note = { ...note, ...more }),
    };
    return runAudited(
      deps,
      () => handler(call),
      async (reply) => {
        if ((reply.status ?? 200) >= 400) return undefined;
        const { ctx, address } = request;
        const actor = await actorOf(deps, request);
        const facts = { action, ...targetOf(request, reply, note), changes: changesOf(request, note) };
        return { source: { tenantId: ctx.tenantId, requestId: ctx.requestId, actor, address }, facts };
      },
      // It changes nothing, and is entered for what leaves the workspace.
      { evenUnchanged: action.endsWith('.export') },
    );
  };
}

async function actorOf(deps: AuditDeps, { credential }: OperationRequest): Promise<AuditActor> {
  const { session, tenantId, tokenId } = credential;
  if (session) return { kind: 'operator', id: session.operator.id, name: session.operator.name };
  return { kind: 'token', id: tokenId, name: (await findTokenName(deps, tenantId, tokenId)) ?? 'API token' };
}

type Members = Readonly<Record<string, unknown>>;
const nameMembers = ['name', 'label', 'email', 'shortcut', 'elementName', 'url'];

function targetOf(
  request: OperationRequest,
  reply: Reply,
  note: AuditNote,
): Pick<AuditNote, 'targetId' | 'targetName'> {
  const body = membersOf('stream' in reply ? undefined : reply.body);
  const params = Object.values(membersOf(request.params));
  const id = note.targetId ?? textOf(params.at(-1)) ?? textOf(body.id);
  const asked = membersOf(request.body);
  const name = nameMembers.map((member) => textOf(body[member]) ?? textOf(asked[member])).find(Boolean);
  return { targetId: id, targetName: note.targetName ?? name };
}

/** With before and after they tell it all; otherwise what was asked for. */
function changesOf(request: OperationRequest, note: AuditNote): unknown {
  if (note.before !== undefined || note.after !== undefined) return { before: note.before, after: note.after };
  const query = membersOf(request.query);
  const files = request.files.map((file) => file.fileName);
  return {
    asked: request.body ?? undefined,
    query: Object.keys(query).length > 0 ? query : undefined,
    files: files.length > 0 ? files : undefined,
  };
}

function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, 200) : undefined;
}
