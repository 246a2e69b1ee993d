import type { FlowDefinition, FlowNode } from './flow-definition.ts';
import { fillFlowText } from './flow-text.ts';
import type { EndReason, FlowInput } from './types.ts';

export type Effect =
  | { readonly kind: 'say'; readonly text: string; readonly buttons: readonly { id: string; title: string }[] }
  | { readonly kind: 'setAttribute'; readonly name: string; readonly value: string }
  | { readonly kind: 'assignOperator'; readonly email: string }
  | { readonly kind: 'assignTeam'; readonly team: string }
  | { readonly kind: 'moveLead'; readonly stage: string }
  | { readonly kind: 'solve' };

/** What a run does until it waits for an answer or ends. */
export interface Turn {
  readonly effects: readonly Effect[];
  readonly outcome:
    | { readonly kind: 'wait'; readonly nodeId: string; readonly misses: number }
    | { readonly kind: 'end'; readonly reason: EndReason };
}

export interface TurnState {
  readonly nodeId: string;
  /** Undefined: the node is executed; else it asked, and this is the answer. */
  readonly answer: FlowInput | undefined;
  readonly misses: number;
}

/** Nodes of one turn: a circle without a question ends here. */
const nodesPerTurn = 50;
/** Answers that fit no button before the run gives up. */
const maxMisses = 3;

/** Walks the graph from a node, as far as it goes without the customer. `facts` are name, phone and attributes. */
export function takeTurn(definition: FlowDefinition, state: TurnState, facts: ReadonlyMap<string, string>): Turn {
  const nodes = new Map(definition.nodes.map((node) => [node.id, node]));
  const known = new Map(facts);
  const effects: Effect[] = [];
  let nodeId: string | undefined = state.nodeId;
  if (state.answer) {
    const node = nodes.get(nodeId);
    if (!node) return { effects, outcome: { kind: 'end', reason: 'node_missing' } };
    const answered = takeAnswer(node, state.answer);
    if (!answered) return missed(node, state.misses, known);
    if (answered.effect) {
      effects.push(answered.effect);
      known.set(answered.effect.name, answered.effect.value);
    }
    nodeId = answered.next;
  }
  for (let walked = 0; walked < nodesPerTurn; walked += 1) {
    if (nodeId === undefined) return { effects, outcome: { kind: 'end', reason: 'completed' } };
    const node = nodes.get(nodeId);
    if (!node) return { effects, outcome: { kind: 'end', reason: 'node_missing' } };
    const effect = toEffect(node, known);
    if (effect) effects.push(effect);
    if (node.kind === 'question' || node.kind === 'buttons') {
      return { effects, outcome: { kind: 'wait', nodeId, misses: 0 } };
    }
    nodeId = exitOf(node, known);
  }
  return { effects, outcome: { kind: 'end', reason: 'too_many_steps' } };
}

type SetAttribute = Extract<Effect, { kind: 'setAttribute' }>;

/** Undefined: the answer does not fit what was asked. */
function takeAnswer(
  node: FlowNode,
  answer: FlowInput,
): { readonly next: string | undefined; readonly effect: SetAttribute | undefined } | undefined {
  const text = answer.text?.trim() ?? '';
  if (node.kind === 'question') {
    if (text === '') return undefined;
    return { next: node.next, effect: { kind: 'setAttribute', name: node.attribute, value: text } };
  }
  if (node.kind !== 'buttons') return undefined;
  const button = node.buttons.find(
    ({ title }, index) =>
      buttonId(node.id, index) === answer.replyId ||
      (answer.replyId === null && title.toLowerCase() === text.toLowerCase()),
  );
  return button && { next: button.next, effect: undefined };
}

/** Asks once more, until it was asked often enough. */
function missed(node: FlowNode, misses: number, known: ReadonlyMap<string, string>): Turn {
  if (misses + 1 >= maxMisses) return { effects: [], outcome: { kind: 'end', reason: 'no_match' } };
  const again = toEffect(node, known);
  return { effects: again ? [again] : [], outcome: { kind: 'wait', nodeId: node.id, misses: misses + 1 } };
}

function toEffect(node: FlowNode, known: ReadonlyMap<string, string>): Effect | undefined {
  switch (node.kind) {
    case 'message':
    case 'question':
      return { kind: 'say', text: fillFlowText(node.text, known), buttons: [] };
    case 'buttons': {
      const buttons = node.buttons.map(({ title }, index) => ({ id: buttonId(node.id, index), title }));
      return { kind: 'say', text: fillFlowText(node.text, known), buttons };
    }
    case 'assignOperator':
      return { kind: 'assignOperator', email: node.email };
    case 'assignTeam':
      return { kind: 'assignTeam', team: node.team };
    case 'leadStage':
      return { kind: 'moveLead', stage: node.stage };
    case 'solve':
      return { kind: 'solve' };
    case 'condition':
    case 'end':
      return undefined;
  }
}

function exitOf(node: FlowNode, known: ReadonlyMap<string, string>): string | undefined {
  switch (node.kind) {
    case 'condition':
      return holds(node, known) ? node.yes : node.no;
    case 'buttons':
    case 'end':
      return undefined;
    default:
      return node.next;
  }
}

function holds(node: Extract<FlowNode, { kind: 'condition' }>, known: ReadonlyMap<string, string>): boolean {
  const value = (known.get(node.attribute) ?? '').trim().toLowerCase();
  const wanted = node.value.trim().toLowerCase();
  return node.operator === '==' ? value === wanted : value.includes(wanted);
}

/** The node is part of it, so that a tap on an old message answers nothing else. */
function buttonId(nodeId: string, index: number): string {
  return `${nodeId}:${index}`;
}
