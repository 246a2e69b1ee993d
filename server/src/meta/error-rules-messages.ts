import { type ErrorRule, rule } from './error-rule.ts';
import { drop, dropAndOptOut, fix, fixAndPauseMarketing, retryMessage, slowPair, waitHours } from './verdict.ts';

/** Codes about one message and its recipient (cloud-api-behaviour.md, section 5). */
export const messageRules: readonly ErrorRule[] = [
  rule(2040, 400, fix, 'Payment messages not enabled', {
    plain: 'The number may not send payment requests',
    next: 'Enable payments for the number at Meta (India and Brazil only).',
  }),
  rule(2046, 400, fix, 'Order status change refused', {
    plain: 'The order cannot go from its status to this one',
    next: 'Send a status that may follow the present one; completed and canceled are final.',
  }),
  rule(2047, 400, fix, 'Paid order cannot be cancelled', {
    plain: 'The order is paid and cannot be cancelled',
    next: 'Refund the payment instead.',
  }),
  rule(130403, 400, drop, 'Recipient blocked by the business', {
    plain: 'You have blocked this customer',
    next: 'Unblock the customer to write again.',
  }),
  rule(130472, 400, drop, "User's number is part of an experiment", {
    plain: 'Meta delivers no marketing to this customer because of an experiment',
    next: 'Do not send it again; wait until the customer writes.',
  }),
  rule(130497, 403, drop, 'Country restricted', {
    plain: 'The account may not message people in this country',
    next: 'See the list of countries in the policies of Meta.',
  }),
  rule(131000, 500, retryMessage(4), 'Something went wrong', {
    plain: 'Meta could not send the message, for a reason it does not know',
    next: 'Try again later; tell Meta if it goes on.',
  }),
  rule(131008, 400, fix, 'Required parameter is missing', {
    plain: 'The message lacks a required value',
    next: "Add the value that Meta's details name.",
  }),
  rule(131009, 400, fix, 'Parameter value is not valid', {
    plain: 'A value of the message is not valid',
    next: "Correct the value that Meta's details name.",
  }),
  rule(131016, 500, retryMessage(6), 'Service unavailable', {
    plain: "Meta's service is not available for the moment",
    next: 'Nothing to do: it is tried again by itself.',
  }),
  rule(131021, 400, drop, 'Recipient cannot be sender', {
    plain: 'The recipient is the number that sends',
    next: 'Choose another recipient.',
  }),
  rule(131026, 400, drop, 'Message undeliverable', {
    plain: "Customer can't be reached on WhatsApp",
    next: 'Check the number; the customer may have no WhatsApp, an old version, or not have accepted the terms.',
  }),
  rule(131030, 400, fix, 'Recipient not in allowed list', {
    plain: 'The test number may not write to this recipient',
    next: 'Add the recipient to the test list at Meta, or use a real number.',
  }),
  rule(131047, 400, fix, 'Re-engagement message', {
    plain: 'More than 24 hours have passed since the customer last wrote',
    next: 'Send a template.',
  }),
  rule(131048, 400, fixAndPauseMarketing, 'Spam rate limit hit', {
    plain: 'Meta limits the number because too many people blocked or reported it',
    next: 'Stop marketing for some days and look at the quality of the number at Meta.',
  }),
  rule(131049, 400, waitHours(24), 'Kept back for ecosystem health', {
    plain: 'Meta kept the message back because this customer gets much marketing',
    next: 'Send it again after 24 hours at the earliest, then with longer gaps.',
  }),
  rule(131050, 400, dropAndOptOut, 'User stopped marketing', {
    plain: 'The customer does not want marketing messages from you',
    next: 'Send no marketing to this customer.',
  }),
  rule(131051, 400, fix, 'Unsupported message type', {
    plain: 'This type of message is not supported',
    next: 'Send another type of message.',
  }),
  rule(131052, 400, fix, 'Media download error', {
    plain: "The customer's file could not be fetched",
    next: 'Ask the customer to send the file again.',
  }),
  rule(131053, 400, retryMessage(2), 'Media upload error', {
    plain: 'Meta could not fetch or take the file',
    next: 'Check the link, type and size of the file.',
  }),
  rule(131056, 400, slowPair, 'Pair rate limit hit', {
    plain: 'Too many messages went to this customer in a short time',
    next: 'Nothing to do: it is tried again with growing gaps.',
  }),
  rule(131060, 400, drop, 'Message unavailable', {
    plain: 'The content of the message is not available',
    next: 'Ask the customer to send it again.',
  }),
  rule(131062, 400, fix, 'Recipient without phone number', {
    plain: 'This type of message needs the phone number of the customer',
    next: 'Send it to the phone number, or ask the customer for it.',
  }),
  rule(131063, 400, fix, 'Marketing not enabled on this endpoint', {
    plain: 'Marketing templates of this number go by the Marketing Messages API',
    next: 'Run parley channel set-marketing-api --state on for the channel, then send it again.',
  }),
  rule(134011, 400, fix, 'Payment terms not accepted', {
    plain: 'The terms for payments are not accepted',
    next: 'Accept the payment terms at Meta.',
  }),
  rule(135000, 400, fix, 'Generic user error', {
    plain: 'Meta does not accept the message',
    next: "See Meta's details and correct the message.",
  }),
  rule(137000, 400, fix, 'Identity hash mismatch', {
    plain: "The customer's security code has changed",
    next: "Confirm the customer's identity, then send again.",
  }),
  rule(1752041, 400, drop, 'Duplicate request', {
    plain: 'Meta has taken this request before',
    next: 'Check whether the first one arrived; do not send it again unseen.',
  }),
];
