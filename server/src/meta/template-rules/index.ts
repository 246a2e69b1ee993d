/* Meta's rules for the content of templates, as pure functions: the platform asks them before it stores or sends anything. */
export { type CardViolation, findCardViolations } from './check-carousel.ts';
export { checkContent, checkTemplate, type TemplateToCheck } from './check-template.ts';
export { languageCodes, toLanguageCode } from './languages.ts';
export type { ParameterFormat, RuleViolation } from './shape.ts';
