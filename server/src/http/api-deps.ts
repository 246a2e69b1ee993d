import type { ContactDeps } from '../modules/contacts/index.ts';
import type { OpenDeps, StoreDeps } from '../modules/media/index.ts';
import type { SendDeps, TemplateSender } from '../modules/messages/index.ts';
import type { EndpointDeps } from '../modules/webhooks/index.ts';
import type { OutboundHttp } from '../outbound-http/outbound-http.ts';

/** What the handlers of every API version work with. Handed to the verbs of the modules as it is. */
export interface ApiDeps extends SendDeps, ContactDeps, EndpointDeps, StoreDeps, OpenDeps {
  readonly sender: TemplateSender;
  readonly outbound: OutboundHttp;
  /** Base of links, without a slash at the end. */
  readonly publicUrl: () => string;
}
