import type { ErrorCode } from './errors.ts';

interface ReasonEntry {
  readonly code: ErrorCode;
  /** What the person who meets this can do next. */
  readonly next: string;
}

/** The stable reason codes of Parley: one catalogue for the APIs, the logs and the documentation. */
export const reasonCatalogue = {
  'request.malformed': { code: 'invalid', next: 'Correct the request body; it must be valid JSON or a valid form.' },
  'request.invalid': { code: 'invalid', next: 'Correct the named field and send the request again.' },
  'request.too_large': { code: 'limit_exceeded', next: 'Send a smaller body or file.' },
  'request.media_type': { code: 'invalid', next: 'Send JSON, a form or multipart form data.' },
  'request.target_missing': { code: 'invalid', next: 'Name the person by target or whatsappNumber.' },
  'auth.token_missing': { code: 'unauthenticated', next: 'Send the header Authorization: Bearer <token>.' },
  'auth.token_unknown': { code: 'unauthenticated', next: 'Check the token, or make a new one.' },
  'auth.token_expired': { code: 'unauthenticated', next: 'Make a new token; this one has passed its expiry.' },
  'auth.tenant_mismatch': { code: 'forbidden', next: 'Use the tenant id in the path that belongs to the token.' },
  'auth.scope_missing': { code: 'forbidden', next: 'Use a token with one of the scopes of this operation.' },
  'contact.number_invalid': { code: 'invalid', next: 'Give the number with country code, digits only.' },
  'contact.not_found': { code: 'not_found', next: 'Check the phone number or id.' },
  'segment.not_found': { code: 'not_found', next: 'Check the id of the segment.' },
  'segment.name_taken': { code: 'conflict', next: 'Use another name.' },
  'segment.limit_reached': { code: 'limit_exceeded', next: 'Delete a segment you no longer use.' },
  'conversation.not_found': { code: 'not_found', next: 'Check the target; the customer must have a conversation.' },
  'conversation.ambiguous': { code: 'conflict', next: 'Name the channel: Channel:PhoneNumber.' },
  'channel.not_found': { code: 'not_found', next: 'Use the name or the phone number of a connected channel.' },
  'channel.paused': { code: 'precondition_failed', next: 'Mend the cause shown on the channel, then resume it.' },
  'template.not_found': { code: 'not_found', next: 'Check the template name; list the templates to see them.' },
  'template.not_approved': { code: 'precondition_failed', next: 'Wait for the approval, or use another template.' },
  'template.parameters_missing': { code: 'invalid', next: 'Give a value for each parameter of the template.' },
  'message.window_closed': { code: 'precondition_failed', next: 'Send a template, or wait until the customer writes.' },
  'message.text_empty': { code: 'invalid', next: 'Give a text of 1 to 4096 characters.' },
  'message.text_too_long': { code: 'invalid', next: 'Give a text of at most 4096 characters.' },
  'message.not_found': { code: 'not_found', next: 'Check the message id.' },
  'message.too_many_recipients': { code: 'limit_exceeded', next: 'Split the call.' },
  'media.not_found': { code: 'not_found', next: 'Check the file name or message id.' },
  'media.gone': { code: 'not_found', next: 'Ask the sender for the file again; it is no longer stored.' },
  'media.type_forbidden': { code: 'invalid', next: 'Send a file of a type that WhatsApp takes.' },
  'media.too_large': { code: 'limit_exceeded', next: 'Send a smaller file; WhatsApp sets the limits per type.' },
  'media.fetch_failed': {
    code: 'upstream_rejected',
    next: 'Check that the address is public and answers with the file.',
  },
  'webhook.url_invalid': { code: 'invalid', next: 'Give an absolute http or https address.' },
  'webhook.url_exists': { code: 'conflict', next: 'Update the existing endpoint, or use another address.' },
  'webhook.limit_reached': { code: 'limit_exceeded', next: 'Delete an endpoint you no longer use.' },
  'webhook.event_unknown': { code: 'invalid', next: 'Use the event names of the documentation.' },
  'outbound.address_forbidden': { code: 'forbidden', next: 'Use an address on the public internet.' },
  'idempotency.key_reused': { code: 'conflict', next: 'Use a new key for a different request.' },
  'idempotency.in_progress': { code: 'conflict', next: 'Wait for the first request to finish, then retry.' },
  'meta.rejected': { code: 'upstream_rejected', next: 'See the code and detail that Meta gave.' },
  'meta.unavailable': { code: 'upstream_unavailable', next: 'Try again later.' },
  'meta.signature_invalid': { code: 'unauthenticated', next: 'Check the app secret of the Meta app.' },
  'simulator.path_unknown': { code: 'not_found', next: 'Check the path against the list of simulator calls.' },
  'simulator.not_on_whatsapp': { code: 'precondition_failed', next: 'Set on_whatsapp of this person to true first.' },
  'simulator.limit_reached': { code: 'limit_exceeded', next: 'Delete what is no longer needed.' },
  'service.not_ready': { code: 'upstream_unavailable', next: 'Try again in a few seconds.' },
  'internal.unexpected': { code: 'internal', next: 'Report the request id to the operator of this server.' },
} as const satisfies Record<string, ReasonEntry>;

export type Reason = keyof typeof reasonCatalogue;
