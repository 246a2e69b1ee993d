import { onDemand } from '../ui/on-demand.tsx';

// What opens in the inbox: not needed before somebody opens it, so no part of what the inbox loads first.
export const ContactPanel = onDemand(() => import('./contact-panel.tsx').then((module) => module.ContactPanel));
export const CrossedDialog = onDemand(() => import('./crossed-dialog.tsx').then((module) => module.CrossedDialog));
export const FilterFields = onDemand(() => import('./filter-fields.tsx').then((module) => module.FilterFields));
export const KeysDialog = onDemand(() => import('./keys-dialog.tsx').then((module) => module.KeysDialog));
export const NewConversation = onDemand(() =>
  import('./new-conversation.tsx').then((module) => module.NewConversation),
);
export const ScheduleDialog = onDemand(() => import('./schedule-dialog.tsx').then((module) => module.ScheduleDialog));
export const TemplatePicker = onDemand(() => import('./template-picker.tsx').then((module) => module.TemplatePicker));
