import { type ErrorRule, rule } from './error-rule.ts';
import { messageRules } from './error-rules-messages.ts';
import { permissionRule, platformRules } from './error-rules-platform.ts';
import { templateRules } from './error-rules-templates.ts';
import { fix, fixAndPause, retryMessage, slowChannel, type Verdict } from './verdict.ts';

export type { ErrorRule } from './error-rule.ts';
export type { Verdict } from './verdict.ts';

/** Stands for an answer without a code, such as the page of a proxy. Meta has no negative codes. */
export const codeOfNoGraphError = -1;

const tooManyRequests = 429;
/** Of pages that are not Graph's: a wrong address, a proxy or a firewall, which refuse one message like any other. */
const refusedOnTheWay: ReadonlySet<number> = new Set([401, 403, 404, 407]);

const rules: ReadonlyMap<number, ErrorRule> = new Map(
  [...platformRules, ...messageRules, ...templateRules].map((entry) => [entry.code, entry]),
);

/** Every code with a row of its own (cloud-api-behaviour.md, section 5), by code. */
export function listErrorRules(): ErrorRule[] {
  return [...rules.values()].sort((left, right) => left.code - right.code);
}

/** What is known of a code of Meta, be it from an answer or from a status webhook. Unknown codes: fix, without a pause. */
export function findErrorRule(code: number): ErrorRule {
  const known = rules.get(code);
  if (known) return known;
  if (code >= 200 && code <= 299) return permissionRule(code);
  if (code === codeOfNoGraphError) {
    return {
      code,
      httpStatus: 400,
      verdict: fix,
      title: 'Refused without a reason',
      plain: 'Meta refused the request without giving a reason.',
      suggestion: 'Check the address of the Cloud API and the ids of the channel.',
    };
  }
  return rule(code, 400, fix, 'Unknown error', {
    plain: 'Meta refused the request',
    next: "See Meta's message and details.",
  });
}

/**
 * The rule for a refusal and what to do now. A code of the table decides alone, whatever the status; an unknown one is tried
 * again when Meta calls it transient (5xx) or the front end says that calls come too fast (429). A page that is not Meta's
 * says nothing about the message, so it waits.
 */
export function judgeError(error: {
  readonly code: number;
  readonly httpStatus: number;
  readonly isTransient?: boolean;
}): { rule: ErrorRule; verdict: Verdict } {
  const found = findErrorRule(error.code);
  if (rules.has(error.code)) return { rule: found, verdict: found.verdict };
  if (error.code === codeOfNoGraphError && refusedOnTheWay.has(error.httpStatus)) {
    const onTheWay = ruleOnTheWay(error.httpStatus);
    return { rule: onTheWay, verdict: onTheWay.verdict };
  }
  if (error.httpStatus === tooManyRequests) return { rule: found, verdict: slowChannel };
  if (error.httpStatus >= 500 && error.isTransient) return { rule: found, verdict: retryMessage(4) };
  return { rule: found, verdict: found.verdict };
}

function ruleOnTheWay(httpStatus: number): ErrorRule {
  return {
    code: codeOfNoGraphError,
    httpStatus,
    verdict: fixAndPause,
    title: 'Refused on the way to Meta',
    plain: `Something on the way to Meta refused the request with HTTP status ${httpStatus}.`,
    suggestion: 'Check PARLEY_GRAPH_URL, the proxy and the firewall, then resume the channel.',
  };
}
