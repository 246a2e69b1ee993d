/**
 * Owns message templates: drafts, and those that Meta holds. Promises rows in step with Meta whose ids stay, content that keeps
 * Meta's rules before Meta is asked, and fillings that Meta does not refuse for their parameters. Does not send.
 */
export { applyTemplateEvent } from './apply-template-event.ts';
export { toUnixMs } from './check-values.ts';
export type { TemplateButton, TemplateComponent } from './components.ts';
export type { ContentButton, ContentHeader, ContentSection, TemplateContent } from './content.ts';
export { createTemplate } from './create-template.ts';
export { deleteTemplates } from './delete-templates.ts';
export {
  type ButtonDescription,
  describeTemplate,
  type HeaderDescription,
  type SectionDescription,
  type TemplateDescription,
} from './describe-template.ts';
export { offerCodeName } from './extra-values.ts';
export { compileTemplate, type FilledTemplate, fillTemplate, type SendableTemplate } from './fill-template.ts';
export { findLinkTarget } from './find-link-target.ts';
export { checkDraft } from './find-problems.ts';
export {
  findHeaderReferences,
  type HeaderMedia,
  type HeaderReference,
  placeUploads,
  toShownLink,
  toUploadLink,
  uploadSlot,
} from './header-link.ts';
export { findHeaderSource, type HeaderSource, keepHeaderMedia } from './header-media.ts';
export {
  type GroupEnd,
  type GroupFilter,
  listTemplateGroups,
  type TemplateTally,
  tallyTemplates,
} from './list-groups.ts';
export { findHeaderCopy } from './own-copy.ts';
export type { GivenParameter } from './parameter-values.ts';
export { listVariables } from './placeholders.ts';
export { compileValueReader, type NamedValue } from './read-values.ts';
export { saveDraft } from './save-draft.ts';
export { submitTemplate } from './submit-template.ts';
export { syncAccounts } from './sync-accounts.ts';
export { type SyncDeps, syncTemplate, syncTemplates } from './sync-templates.ts';
export type { TemplateDeps } from './template-deps.ts';
export type { TemplateFacts } from './template-event.ts';
export { findSendableTemplate, getTemplate, listTemplates } from './template-verbs.ts';
export { readLink, sealLinks, type TrackedLink } from './tracked-links.ts';
export type { SampleMedia, Template, TemplateParameter } from './types.ts';
export { checkSample, uploadSampleFile } from './upload-samples.ts';
