import { type ErrorRule, rule } from './error-rule.ts';
import {
  drop,
  fix,
  fixAndPause,
  retryMessage,
  retryMessageInMinutes,
  slowChannel,
  slowChannelForMinutes,
  waitHours,
  waitMinutes,
} from './verdict.ts';

/** Codes of the Graph platform, of accounts and of phone numbers (cloud-api-behaviour.md, section 5). */
export const platformRules: readonly ErrorRule[] = [
  rule(0, 401, fix, 'Authentication failed', {
    plain: 'Meta could not check the access token',
    next: 'Make a new access token for the channel.',
  }),
  rule(1, 400, retryMessage(3), 'Unknown API error', {
    plain: 'Meta gave no reason; often the request is malformed',
    next: 'Check the request; if it is right, try again later.',
  }),
  rule(2, 503, retryMessage(6), 'Service down', {
    plain: "Meta's service is down for the moment",
    next: 'Nothing to do: it is tried again by itself.',
  }),
  rule(3, 500, fix, 'Capability missing', {
    plain: 'The Meta app lacks the capability for this call',
    next: 'Check the permissions of the Meta app.',
  }),
  rule(4, 400, slowChannelForMinutes, 'Too many calls by the app', {
    plain: 'The Meta app made too many calls',
    next: 'Nothing to do: it is tried again in some minutes.',
  }),
  rule(10, 403, fix, 'Permission denied', permissionWords()),
  rule(33, 400, fix, 'Number unknown', {
    plain: 'The phone number is unknown to Meta or was deleted',
    next: 'Check the phone number id of the channel.',
  }),
  rule(100, 400, fix, 'Invalid parameter', {
    plain: 'Meta does not accept a value of the request, or does not know the id in it',
    next: "Correct the value that Meta's details name.",
  }),
  rule(190, 401, fixAndPause, 'Access token expired or invalid', {
    plain: 'The access token of the channel is expired or invalid',
    next: 'Make a new access token, save it on the channel and resume the channel.',
  }),
  rule(368, 403, fixAndPause, 'Blocked for policy violations', {
    plain: 'Meta blocked the account for breaking its policies',
    next: 'Open the account quality page of Meta, appeal or mend the cause, then resume the channel.',
  }),
  rule(613, 400, slowChannelForMinutes, 'Call rate limit', {
    plain: 'Too many calls were made in a short time',
    next: 'Nothing to do: it is tried again in some minutes.',
  }),
  rule(803, 404, fix, 'Object unknown', {
    plain: 'Meta does not know this id, or the token may not see it',
    next: 'Check the id and the rights of the access token.',
  }),
  rule(80007, 400, slowChannelForMinutes, 'Too many calls for the account', {
    plain: 'The WhatsApp business account made too many calls',
    next: 'Nothing to do: it is tried again in some minutes.',
  }),
  rule(130429, 400, slowChannel, 'Rate limit hit', {
    plain: 'The number sends faster than Meta allows',
    next: 'Nothing to do: the channel slows down and goes on.',
  }),
  rule(131005, 403, fix, 'Access denied', {
    plain: 'The access token lacks a permission',
    next: 'Give the token the WhatsApp permissions in the Meta app.',
  }),
  rule(131031, 403, fixAndPause, 'Account locked', {
    plain: 'Meta locked the business account',
    next: 'Open the account quality page of Meta; resume the channel when the lock is gone.',
  }),
  rule(131037, 400, fixAndPause, 'Display name not approved', {
    plain: 'The display name of the number is not approved yet',
    next: 'Have the display name approved at Meta, then resume the channel.',
  }),
  rule(131042, 400, fixAndPause, 'Payment problem', {
    plain: 'There is a problem with the payment method of the account',
    next: 'Add or mend the payment method at Meta, then resume the channel.',
  }),
  rule(131044, 400, fix, 'Calling payment problem', {
    plain: 'There is a problem with the payment for calls',
    next: 'Check the payment settings for calls at Meta.',
  }),
  rule(131045, 500, fixAndPause, 'Number not registered properly', {
    plain: 'The number is not registered properly at Meta',
    next: 'Register the number again, then resume the channel.',
  }),
  rule(131055, 400, fix, 'Method not allowed', {
    plain: 'Meta does not offer this call for the number',
    next: 'Check that the number is on the Cloud API.',
  }),
  rule(131057, 500, slowChannelForMinutes, 'Account in maintenance mode', {
    plain: 'Meta is upgrading the number',
    next: 'Nothing to do: it is tried again in about a minute.',
  }),
  rule(131059, 400, fix, 'Cursor no longer valid', {
    plain: 'The list has changed while it was read',
    next: 'Read the list again from the start.',
  }),
  rule(131064, 400, fix, 'Limited for template misclassification', {
    plain: 'Meta limits the account because templates are in the wrong category',
    next: 'Correct the category of the templates that Meta names.',
  }),
  rule(133000, 500, retryMessageInMinutes, 'Earlier deregistration incomplete', {
    plain: 'An earlier deregistration of the number is not complete',
    next: 'Deregister the number again, then register it.',
  }),
  rule(133004, 503, retryMessage(6), 'Server unavailable', {
    plain: "Meta's server is not available for the moment",
    next: 'Nothing to do: it is tried again by itself.',
  }),
  rule(133005, 400, fix, 'PIN wrong', {
    plain: 'The two-step verification PIN is wrong',
    next: 'Give the right PIN, or reset it at Meta.',
  }),
  rule(133006, 400, fix, 'Number must be verified again', {
    plain: 'The number must be verified again',
    next: 'Ask for a verification code and verify the number.',
  }),
  rule(133008, 400, waitHours(1), 'Too many PIN tries', {
    plain: 'The PIN was tried too often',
    next: "Wait as long as Meta's details say, then try once with the right PIN.",
  }),
  rule(133009, 400, waitMinutes(5), 'PIN tried too fast', {
    plain: 'The PIN was tried too fast',
    next: "Wait as long as Meta's details say, then try again.",
  }),
  rule(133010, 400, fixAndPause, 'Number not registered', {
    plain: 'The number is not registered on the Cloud API',
    next: 'Register the number, then resume the channel.',
  }),
  rule(133015, 400, waitMinutes(5), 'Number freshly deleted', {
    plain: 'The number was deleted a moment ago',
    next: 'Wait five minutes, then register it.',
  }),
  rule(133016, 400, waitHours(72), 'Too many registrations', {
    plain: 'The number was registered and deregistered too often',
    next: 'Wait 72 hours, then register it.',
  }),
  rule(136024, 400, drop, 'Number already verified', {
    plain: 'The number is verified already',
    next: 'Nothing to do.',
  }),
  ...[139100, 139101, 139102, 139103].map((code) =>
    rule(code, 400, fix, 'Block list refused', {
      plain: 'Meta could not change the list of blocked people',
      next: 'Block only people who wrote in the last 24 hours, at most the number that Meta allows.',
    }),
  ),
  ...[147001, 147002, 147003, 147004].map((code) =>
    rule(code, 400, fix, 'Username refused', {
      plain: 'Meta does not accept the username',
      next: 'Choose another username.',
    }),
  ),
];

/** Codes 200 to 299 are permissions too. */
export function permissionRule(code: number): ErrorRule {
  return rule(code, 403, fix, 'Permission denied', permissionWords());
}

function permissionWords(): { plain: string; next: string } {
  return {
    plain: 'The access token lacks a permission for this',
    next: 'Give the token the WhatsApp permissions in the Meta app.',
  };
}
