import type { Log } from '../kernel/log.ts';
import type { ContactDeps } from '../modules/contacts/index.ts';
import type { MediaDeps } from '../modules/media/index.ts';
import type { SendDeps, TemplateSender } from '../modules/messages/index.ts';
import type { TemplateDeps } from '../modules/templates/index.ts';
import type { EndpointDeps } from '../modules/webhooks/index.ts';

/** What the handlers of every API version work with. Handed to the verbs of the modules as it is. */
export interface ApiDeps extends SendDeps, ContactDeps, EndpointDeps, MediaDeps, TemplateDeps {
  readonly sender: TemplateSender;
  readonly log: Log;
  /** Base of links, without a slash at the end. */
  readonly publicUrl: () => string;
}
