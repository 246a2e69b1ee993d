import type { Database } from '../../db/database.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { SecretBox } from '../../kernel/secret-box.ts';
import type { GraphClient } from '../../meta/graph-client.ts';
import type { OutboundHttp } from '../../outbound-http/outbound-http.ts';
import { type ChannelCredentials, findCredentials, listChannels } from '../channels/index.ts';

/** What the verbs that change templates work with. */
export interface TemplateDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly events: EventRecorder;
  readonly secrets: SecretBox;
  /** Base of links, without a slash at the end. */
  publicUrl(): string;
  readonly outbound: Pick<OutboundHttp, 'download'>;
  readonly graph: Pick<
    GraphClient,
    'createTemplate' | 'deleteTemplates' | 'editTemplate' | 'listTemplates' | 'uploadSample'
  >;
}

/** A channel of the account, which may act for it at Meta. Throws channel.not_found. */
export async function getAccount(
  deps: Pick<TemplateDeps, 'db' | 'secrets'>,
  ctx: Context,
  wabaId: string,
): Promise<ChannelCredentials> {
  const channel = (await listChannels(deps, ctx)).find((entry) => entry.wabaId === wabaId);
  const account = channel && (await findCredentials(deps, ctx.tenantId, channel.id));
  if (account) return account;
  throw new AppError('channel.not_found', 'No channel of this WhatsApp Business Account is connected.');
}
