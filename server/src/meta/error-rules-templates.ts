import { type ErrorRule, rule } from './error-rule.ts';
import { fix, fixAndPauseTemplate, retryMessageInMinutes, waitHours } from './verdict.ts';

/** The first pause of a template for bad quality (cloud-api-behaviour.md, 7.5). */
const firstPauseHours = 3;

/** Codes about templates and flows (cloud-api-behaviour.md, section 5). */
export const templateRules: readonly ErrorRule[] = [
  rule(132000, 400, fix, 'Template parameter count mismatch', {
    plain: 'The number of parameters is not that of the template',
    next: 'Give a value for each parameter of the template.',
  }),
  rule(132001, 404, fixAndPauseTemplate, 'Template does not exist', {
    plain: 'The template does not exist in this language, or is not approved',
    next: 'Synchronise the templates and check name and language.',
  }),
  rule(132005, 400, fix, 'Template text too long', {
    plain: 'The text is too long once the parameters are filled in',
    next: 'Shorten the parameter values.',
  }),
  rule(132007, 400, fix, 'Template character policy violated', {
    plain: 'The template holds characters that Meta does not allow',
    next: 'Change the template and have it approved again.',
  }),
  ...[132008, 132012].map((code) =>
    rule(code, 400, fix, 'Template parameter format mismatch', {
      plain: 'A parameter does not have the form that the template needs',
      next: 'Check type and form of each parameter value.',
    }),
  ),
  rule(132015, 400, waitHours(firstPauseHours), 'Template is paused', {
    plain: 'Meta paused the template because of bad quality',
    next: 'Wait until the template is active again, or use another one.',
  }),
  rule(132016, 400, fixAndPauseTemplate, 'Template is disabled', {
    plain: 'Meta disabled the template because it was paused too often',
    next: 'Make a new template with other content.',
  }),
  rule(132018, 400, fix, 'Template parameter value refused', {
    plain: 'A parameter holds newlines, tabs or more than four spaces in a row, or another value that is not allowed',
    next: 'Remove them from the parameter values.',
  }),
  rule(132068, 400, fix, 'Flow is blocked', {
    plain: 'The WhatsApp flow is blocked',
    next: 'Mend the flow at Meta and publish it again.',
  }),
  rule(132069, 400, retryMessageInMinutes, 'Flow is throttled', {
    plain: 'The WhatsApp flow is used too often at the moment',
    next: 'Nothing to do: it is tried again in some minutes.',
  }),
  rule(134100, 400, fix, 'Marketing templates only', {
    plain: 'The Marketing Messages API takes marketing templates only',
    next: 'Send this template as an ordinary message.',
  }),
  rule(134101, 400, retryMessageInMinutes, 'Template is still syncing', {
    plain: 'The template is new and Meta is still preparing it',
    next: 'Nothing to do: it is tried again for some ten minutes.',
  }),
  rule(134102, 500, fix, 'Template not usable here', {
    plain: 'The template cannot be used by the Marketing Messages API',
    next: 'Send this template as an ordinary message.',
  }),
];
