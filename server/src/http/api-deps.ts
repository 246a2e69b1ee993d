import type { Log } from '../kernel/log.ts';
import type { SecretBox } from '../kernel/secret-box.ts';
import type { FindLimits } from '../modules/accounts/index.ts';
import type { BillingMemory } from '../modules/billing/index.ts';
import type { RecipientMarks } from '../modules/campaigns/index.ts';
import type { CheckDeps, NumberReader, ProfileGraph } from '../modules/channels/index.ts';
import type { ContactDeps, ContactListDeps } from '../modules/contacts/index.ts';
import type { EventStream, LiveFeed } from '../modules/inbox/index.ts';
import type { MediaDeps } from '../modules/media/index.ts';
import type { SendDeps, TemplateSender, TypingDeps } from '../modules/messages/index.ts';
import type { RequestLog } from '../modules/requests/index.ts';
import type { TemplateDeps } from '../modules/templates/index.ts';
import type { ManageDeps, ReplayDeps } from '../modules/webhooks/index.ts';
import type { OutboundHttp } from '../outbound-http/outbound-http.ts';

/** What the handlers of every API version work with. Handed to the verbs of the modules as it is. */
export interface ApiDeps
  extends SendDeps,
    ContactDeps,
    ContactListDeps,
    ManageDeps,
    ReplayDeps,
    MediaDeps,
    TemplateDeps {
  readonly graph: TemplateDeps['graph'] & TypingDeps['graph'] & ProfileGraph & CheckDeps['graph'];
  readonly sender: TemplateSender;
  readonly outbound: OutboundHttp;
  readonly log: Log;
  readonly secrets: SecretBox;
  readonly findLimits: FindLimits;
  /** Told after the commit: a campaign has something to do. */
  readonly campaignsDue: () => void;
  readonly numbers: NumberReader;
  readonly eventStream: EventStream;
  readonly liveFeed: LiveFeed;
  /** Told after the commit: a message waits for its time. */
  readonly scheduledDue: () => void;
  readonly recipientMarks: RecipientMarks;
  readonly requestLog: RequestLog;
  readonly billing: BillingMemory;
  /** Told after the commit: runs of chatbots can go on. */
  readonly flowsDue: () => void;
  /** Told after the commit: an import or an edit of contacts is to be done. */
  readonly contactJobsDue: () => void;
  /** How long the server keeps webhook deliveries, in days. */
  readonly webhookLogDays: number;
  /** Base of links, without a slash at the end. */
  readonly publicUrl: () => string;
}
