import { isUniqueViolation } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import { takeTurn } from '../../db/take-turn.ts';
import { present } from '../../kernel/assert.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { findMedia, type Media } from '../media/index.ts';
import type { InboxDeps } from './list-inbox.ts';

/** A text of the workspace that people insert by its shortcut. */
export interface QuickReply {
  id: string;
  /** Without the slash. */
  shortcut: string;
  text: string;
  mediaId: string | null;
  mediaPath: string | null;
  mediaState: Media['state'] | null;
  mediaMimeType: string | null;
  mediaFileName: string | null;
  mediaSizeBytes: number | null;
  updatedAt: Date;
}

export interface QuickReplyInput {
  readonly shortcut: string;
  readonly text: string;
  readonly mediaId: string | undefined;
}

export const quickReplyLimit = 500;
const shortcutForm = /^[\p{L}\p{N}_-]{1,50}$/u;
/** Characters of the text. */
export const quickReplyTextLimit = 4_096;

const columns = `q.id, q.shortcut, q.text, q.media_id as "mediaId", q.updated_at as "updatedAt", md.path as "mediaPath",
  md.state as "mediaState", md.mime_type as "mediaMimeType", md.file_name as "mediaFileName", md.size_bytes as "mediaSizeBytes"`;
const media = 'left join lateral (select * from media where tenant_id = $1 and id = q.media_id limit 1) md on true';

const listStatement = tenantStatement<QuickReply>(
  'inbox.list-quick-replies',
  `select ${columns} from quick_replies q ${media} where q.tenant_id = $1 order by lower(q.shortcut) limit ${quickReplyLimit}`,
);
const findStatement = tenantStatement<QuickReply>(
  'inbox.find-quick-reply',
  `select ${columns} from quick_replies q ${media} where q.tenant_id = $1 and q.id = $2`,
);
const countStatement = tenantStatement<{ replies: number }>(
  'inbox.count-quick-replies',
  'select count(*) as replies from quick_replies where tenant_id = $1',
);
const insertStatement = tenantStatement(
  'inbox.insert-quick-reply',
  `insert into quick_replies (tenant_id, id, shortcut, text, media_id, created_at, updated_at)
   values ($1, $2, $3, $4, $5, $6, $6)`,
);
const updateStatement = tenantStatement<{ id: string }>(
  'inbox.update-quick-reply',
  `update quick_replies set shortcut = $3, text = $4, media_id = $5, updated_at = $6
   where tenant_id = $1 and id = $2 returning id`,
);
const deleteStatement = tenantStatement<{ id: string }>(
  'inbox.delete-quick-reply',
  'delete from quick_replies where tenant_id = $1 and id = $2 returning id',
);

/** The quick replies of the workspace by shortcut; at most 500. */
export async function listQuickReplies(deps: Pick<InboxDeps, 'db'>, ctx: Context): Promise<QuickReply[]> {
  return deps.db.tenant(ctx.tenantId, listStatement);
}

/** Throws request.invalid, media.not_found, quick_reply.shortcut_taken and quick_reply.limit_reached. */
export async function createQuickReply(deps: InboxDeps, ctx: Context, input: QuickReplyInput): Promise<QuickReply> {
  const values = await check(deps, ctx, input);
  const at = deps.clock.now();
  const id = newId(at.getTime());
  await deps.db.transaction(async (tx) => {
    await takeTurn(tx, ctx.tenantId, 'quick replies');
    const [count] = await tx.tenant(ctx.tenantId, countStatement);
    if ((count?.replies ?? 0) >= quickReplyLimit) {
      throw new AppError('quick_reply.limit_reached', `A workspace has at most ${quickReplyLimit} quick replies.`);
    }
    await refuseTaken(() => tx.tenant(ctx.tenantId, insertStatement, [id, ...values, at]));
  });
  return getQuickReply(deps, ctx, id);
}

/** Throws quick_reply.not_found and as `createQuickReply`. */
export async function updateQuickReply(
  deps: InboxDeps,
  ctx: Context,
  id: string,
  input: QuickReplyInput,
): Promise<QuickReply> {
  const values = await check(deps, ctx, input);
  await refuseTaken(() => deps.db.tenant(ctx.tenantId, updateStatement, [id, ...values, deps.clock.now()]));
  return getQuickReply(deps, ctx, id);
}

/** Throws quick_reply.not_found. */
export async function deleteQuickReply(deps: Pick<InboxDeps, 'db'>, ctx: Context, id: string): Promise<void> {
  const rows = await deps.db.tenant(ctx.tenantId, deleteStatement, [id]);
  if (rows.length === 0) throw notFound();
}

async function getQuickReply(deps: Pick<InboxDeps, 'db'>, ctx: Context, id: string): Promise<QuickReply> {
  const [reply] = await deps.db.tenant(ctx.tenantId, findStatement, [id]);
  if (reply === undefined) throw notFound();
  return present(reply, 'the quick reply');
}

async function check(deps: InboxDeps, ctx: Context, input: QuickReplyInput): Promise<unknown[]> {
  const shortcut = input.shortcut.trim().replace(/^\//, '');
  if (!shortcutForm.test(shortcut)) {
    const text = 'shortcut must have 1 to 50 letters, digits, - or _.';
    throw new AppError('request.invalid', text, { details: { field: 'shortcut' } });
  }
  const { text, mediaId } = input;
  if (text.length > quickReplyTextLimit || (text.trim() === '' && mediaId === undefined)) {
    const message = `text must have 1 to ${quickReplyTextLimit} characters; with a file it may be empty.`;
    throw new AppError('request.invalid', message, { details: { field: 'text' } });
  }
  if (mediaId !== undefined && (await findMedia(deps, ctx, mediaId)) === undefined) {
    throw new AppError('media.not_found', 'File not found.');
  }
  return [shortcut, text, mediaId ?? null];
}

async function refuseTaken(write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError('quick_reply.shortcut_taken', 'There is a quick reply with this shortcut.', { cause: error });
  }
}

function notFound(): AppError {
  return new AppError('quick_reply.not_found', 'Quick reply not found.');
}
