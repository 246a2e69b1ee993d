/**
 * Owns the stages of a workspace's pipeline and the leads in them. Promises one lead a contact, a history that is only added
 * to, and a pipeline of a past period that does not change afterwards. Does not know of messages: whoever moves a lead says so.
 */
export { getLead, leadPageLimit, listLeadMoves, listLeads, type PageEnd } from './find-leads.ts';
export { createLeadFollower } from './follow-contacts.ts';
export { getPipeline } from './pipeline.ts';
export { moveLeadByBot, putLead, removeLead } from './put-lead.ts';
export { createDefaultStages, createStage, deleteStage, listStages, orderStages, updateStage } from './stages.ts';
export { closedAtOf, type Lead, type LeadMove, type LeadStage } from './types.ts';
