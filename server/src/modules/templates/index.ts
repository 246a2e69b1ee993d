/**
 * Owns message templates as Meta holds them. Promises rows in step with Meta whose ids stay, and fillings that Meta does not
 * refuse for their parameters. Does not send, and does not create templates at Meta.
 */
export { applyTemplateEvent, type TemplateEvent } from './apply-template-event.ts';
export type { TemplateButton, TemplateComponent } from './components.ts';
export {
  type ButtonDescription,
  describeTemplate,
  type HeaderDescription,
  type SectionDescription,
  type TemplateDescription,
} from './describe-template.ts';
export { compileTemplate, type FilledTemplate, fillTemplate, type SendableTemplate } from './fill-template.ts';
export {
  findHeaderReferences,
  type HeaderMedia,
  type HeaderReference,
  placeUploads,
  toShownLink,
} from './header-link.ts';
export { findHeaderSource, type HeaderSource, keepHeaderMedia } from './header-media.ts';
export type { GivenParameter } from './parameter-values.ts';
export { type SyncDeps, type SyncResult, syncTemplates } from './sync-templates.ts';
export { findSendableTemplate, getTemplate, listTemplates, type TemplateFilter } from './template-verbs.ts';
export type { Template, TemplateParameter } from './types.ts';
