import type { ContactDeps, ContactListDeps } from '../modules/contacts/index.ts';
import type { MediaDeps } from '../modules/media/index.ts';
import type { SendDeps, TemplateSender } from '../modules/messages/index.ts';
import type { EndpointDeps } from '../modules/webhooks/index.ts';

/** What the handlers of every API version work with. Handed to the verbs of the modules as it is. */
export interface ApiDeps extends SendDeps, ContactDeps, ContactListDeps, EndpointDeps, MediaDeps {
  readonly sender: TemplateSender;
  /** Base of links, without a slash at the end. */
  readonly publicUrl: () => string;
}
