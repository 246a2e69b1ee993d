import { z } from 'zod';
import { AppError } from '../../kernel/errors.ts';

/** Nodes of one flow. */
const nodeLimit = 200;
const buttonLimit = 3;

const nodeId = z.string().regex(/^[\w-]{1,40}$/);
/** Where the flow goes on; without one it ends there. */
const next = nodeId.optional();
const prompt = (max: number) => z.string().trim().min(1).max(max);
const attributeName = z.string().trim().min(1).max(100);

const node = z.discriminatedUnion('kind', [
  z.strictObject({ id: nodeId, kind: z.literal('message'), text: prompt(4096), next }),
  /** Waits for a text, which is kept in an attribute of the contact. */
  z.strictObject({ id: nodeId, kind: z.literal('question'), text: prompt(4096), attribute: attributeName, next }),
  /** Waits for a tap; the title written out counts as one. Lengths are WhatsApp's. */
  z.strictObject({
    id: nodeId,
    kind: z.literal('buttons'),
    text: prompt(1024),
    buttons: z
      .array(z.strictObject({ title: prompt(20), next }))
      .min(1)
      .max(buttonLimit),
  }),
  z.strictObject({
    id: nodeId,
    kind: z.literal('condition'),
    attribute: attributeName,
    operator: z.enum(['==', 'contains']),
    value: z.string().max(4096),
    /** When it holds. */
    yes: next,
    no: next,
  }),
  z.strictObject({ id: nodeId, kind: z.literal('assignOperator'), email: z.email(), next }),
  z.strictObject({ id: nodeId, kind: z.literal('assignTeam'), team: prompt(100), next }),
  /** Puts the contact into a lead stage, by its label. */
  z.strictObject({ id: nodeId, kind: z.literal('leadStage'), stage: prompt(100), next }),
  z.strictObject({ id: nodeId, kind: z.literal('solve'), next }),
  z.strictObject({ id: nodeId, kind: z.literal('end') }),
]);

const definition = z
  .strictObject({ start: nodeId, nodes: z.array(node).min(1).max(nodeLimit) })
  .superRefine(({ start, nodes }, check) => {
    const refuse = (message: string): void => check.addIssue({ code: 'custom', message });
    const known = new Set(nodes.map((entry) => entry.id));
    if (known.size < nodes.length) refuse('two nodes have the same id');
    if (!known.has(start)) refuse(`the start ${start} is no node`);
    for (const entry of nodes) {
      for (const target of exitsOf(entry)) {
        if (!known.has(target)) refuse(`the node ${entry.id} leads to ${target}, which is no node`);
      }
      if (entry.kind === 'buttons' && hasRepeats(entry.buttons.map((button) => button.title))) {
        refuse(`two buttons of the node ${entry.id} have the same title`);
      }
    }
  });

export type FlowNode = z.infer<typeof node>;
/** What a chatbot does, as a graph of nodes. */
export type FlowDefinition = z.infer<typeof definition>;

/** The definition, checked. Throws flow.definition_invalid, which names the first fault. */
export function readDefinition(value: unknown): FlowDefinition {
  const read = definition.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const where = issue && issue.path.length > 0 ? `${issue.path.join('.')}: ` : '';
  throw new AppError('flow.definition_invalid', `The chatbot is not valid: ${where}${issue?.message ?? 'unreadable'}.`);
}

/** Whether `readDefinition` would take it. */
export function isDefinition(value: unknown): boolean {
  return definition.safeParse(value).success;
}

function exitsOf(entry: FlowNode): string[] {
  switch (entry.kind) {
    case 'buttons':
      return entry.buttons.flatMap((button) => button.next ?? []);
    case 'condition':
      return [entry.yes, entry.no].filter((target) => target !== undefined);
    case 'end':
      return [];
    default:
      return entry.next === undefined ? [] : [entry.next];
  }
}

function hasRepeats(titles: readonly string[]): boolean {
  return new Set(titles.map((title) => title.toLowerCase())).size < titles.length;
}
