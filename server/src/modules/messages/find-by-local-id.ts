import type { Database } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { Context } from '../../kernel/context.ts';
import { idOfLocalMessageId } from '../../kernel/ids.ts';
import { splitChannel, toPhoneNumber } from '../contacts/index.ts';
import { type MessageRow, type MessageRowFields, messageRowColumns, messageRowJoins, toMessageRow } from './history.ts';

/** Characters. WATI names 64 and takes longer ones; an index cannot hold them without end. */
export const localMessageIdLimit = 256;

/** Messages under one id of a caller's that are looked through; a caller should give it to one. */
const sameIdLimit = 1_000;

// The person who got it or the number that sent it: both are in use (wati-v1-v2-behaviour section 13).
const isOfNumber = `exists (select 1 from contacts ct where ct.tenant_id = $1 and ct.id = m.contact_id
    and (ct.wa_id = $3 or ct.bsuid = $4 or ct.id = lower($4)
      or ct.id = (select al.contact_id from contact_aliases al where al.tenant_id = $1 and al.alias in ($3, $4, lower($4)) limit 1)))
  or exists (select 1 from channels ch where ch.tenant_id = $1 and ch.id = m.channel_id and ch.phone_number = $3)`;

const byCallersIdStatement = tenantStatement<MessageRowFields>(
  'messages.by-local-id',
  `select ${messageRowColumns} from (
     select * from messages where tenant_id = $1 and local_message_id = $2 and direction = 'out'
     order by id desc limit ${sameIdLimit}) m
   ${messageRowJoins} where m.tenant_id = $1 and (${isOfNumber}) order by m.id desc limit 1`,
);

const byOwnIdStatement = tenantStatement<MessageRowFields>(
  'messages.by-own-local-id',
  `select ${messageRowColumns} from messages m ${messageRowJoins}
   where m.tenant_id = $1 and m.id = $2 and m.local_message_id is null and m.direction = 'out' and (${isOfNumber})`,
);

/**
 * The newest message that was sent under this local id, the caller's or one that Parley made, to or from the number
 * named: a channel's, or the person's by phone number, BSUID or contact id.
 */
export async function findMessageByLocalId(
  deps: { readonly db: Database },
  ctx: Context,
  { localMessageId, number }: { readonly localMessageId: string; readonly number: string },
): Promise<MessageRow | undefined> {
  const { rest } = splitChannel(number);
  const named = [toPhoneNumber(rest) ?? null, rest.trim()];
  const [byCallersId] = await deps.db.tenant(ctx.tenantId, byCallersIdStatement, [localMessageId, ...named]);
  if (byCallersId) return toMessageRow(byCallersId);
  const id = idOfLocalMessageId(localMessageId)?.toLowerCase();
  if (id === undefined) return undefined;
  const [byOwnId] = await deps.db.tenant(ctx.tenantId, byOwnIdStatement, [id, ...named]);
  return byOwnId && toMessageRow(byOwnId);
}
