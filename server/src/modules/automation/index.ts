/**
 * Owns chatbots (flows), their runs and what customers wrote into them. Promises that a conversation has one run at a time
 * and that a step's messages and changes are committed with the step: none is lost or done twice. Does not decide when a
 * chatbot starts, and does not send: messages does.
 */
export { answerTimeoutMs } from './advance-run.ts';
export { findFlowsNaming } from './find-flows.ts';
export { type FlowDefinition, readDefinition } from './flow-definition.ts';
export { addFlow, listFlows } from './flow-verbs.ts';
export { createFlowWorker } from './flow-worker.ts';
export { createFlowFollower } from './follow-contacts.ts';
export { createInputRecorder } from './record-inputs.ts';
export { renameInDefinition, renameInFlows } from './rename-in-flows.ts';
export { startFlow } from './start-flow.ts';
export { takeTurn } from './take-turn.ts';
export type { Flow } from './types.ts';
