import type { AppError } from '../../kernel/errors.ts';
import type { Reply } from '../handlers.ts';
import { channelNotFound, contactBlocked, refuseWith, toFailure } from './refuse.ts';

type Members = Readonly<Record<string, unknown>>;

const windowClosed = 'Ticket has been expired.';
const fileForbidden = 'File is not allowed by WhatsApp';

/**
 * Runs the work of a session send and answers its business refusals with HTTP 200, in the words WATI uses where they are
 * known (wati-v1-v2-behaviour sections 8 and 9); some programs read `ok` alone, as a success has it. `beside` makes the members that the operation has besides.
 */
export function refuseSession(
  work: () => Promise<Reply>,
  beside: (info: string) => Members = () => ({}),
): Promise<Reply> {
  const say = (info: string, more: Members = {}): Reply => ({
    body: { ok: false, ...beside(info), ...toFailure(info), ...more },
  });
  const sayWhy = (error: AppError): Reply => say(error.message);
  const refuseContact = ({ message: info }: AppError): Reply => ({
    body: { ...beside(info), ok: false, result: 'Invalid Contact', info, message: info },
  });
  return refuseWith(
    {
      'message.text_empty': sayWhy,
      'message.window_closed': () => say(windowClosed, { ticketStatus: 'EXPIRED' }),
      'contact.blocked': ({ reason }) => say(contactBlocked, { ticketStatus: 'BLOCK', reason }),
      'channel.not_found': () => say(channelNotFound),
      // The sentence that clients compare with; why stands beside it.
      'media.type_forbidden': (error) => say(fileForbidden, { error: error.message }),
      'media.too_large': sayWhy,
      'contact.number_invalid': refuseContact,
      'contact.not_found': refuseContact,
      // The address is the caller's, so the fault is one of the request.
      'outbound.address_forbidden': refuseAddress,
      'media.fetch_failed': refuseAddress,
    },
    work,
  );
}

function refuseAddress(error: AppError): Reply {
  return { status: 400, body: { ...toFailure(error.message), reason: error.reason } };
}
