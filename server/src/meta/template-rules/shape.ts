import { z } from 'zod';

/** Longer lists are no template of Meta's; reading stops there. */
const maxComponents = 20;
const maxButtons = 30;
const maxCards = 30;
const maxExamples = 200;

const texts = z.array(z.string()).max(maxExamples);
const namedExamples = z.array(z.looseObject({ param_name: z.string(), example: z.string() })).max(maxExamples);

const example = z.looseObject({
  header_text: texts.optional(),
  header_text_named_params: namedExamples.optional(),
  header_handle: texts.optional(),
  body_text: z.array(texts).max(maxExamples).optional(),
  body_text_named_params: namedExamples.optional(),
});

const button = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  url: z.string().optional(),
  phone_number: z.string().optional(),
  example: z.union([z.string(), texts]).optional(),
  otp_type: z.string().optional(),
  zero_tap_terms_accepted: z.boolean().optional(),
  supported_apps: z.array(z.looseObject({ package_name: z.string(), signature_hash: z.string() })).optional(),
  flow_id: z.string().optional(),
  flow_name: z.string().optional(),
  flow_json: z.string().optional(),
});

const cardComponent = z.looseObject({
  type: z.string(),
  format: z.string().optional(),
  text: z.string().optional(),
  example: example.optional(),
  buttons: z.array(button).max(maxButtons).optional(),
});

const component = cardComponent.extend({
  add_security_recommendation: z.boolean().optional(),
  code_expiration_minutes: z.number().optional(),
  limited_time_offer: z.looseObject({ text: z.string().optional(), has_expiration: z.boolean().optional() }).optional(),
  cards: z
    .array(z.looseObject({ components: z.array(cardComponent).max(maxComponents) }))
    .max(maxCards)
    .optional(),
});

const list = z.array(component).max(maxComponents);

/** A component of a template as it is given to Meta. */
export type ShapedComponent = z.infer<typeof component>;
export type ShapedButton = z.infer<typeof button>;
export type ShapedCard = z.infer<typeof cardComponent>;
export type ParameterFormat = 'NAMED' | 'POSITIONAL';

/** A rule of Meta's that a template breaks: the rule's stable name, one sentence, and Meta's subcode where it is known. */
export interface RuleViolation {
  readonly rule: string;
  readonly message: string;
  readonly subcode?: number;
}

/** What is quoted in a sentence may be long. */
const maxMessageLength = 300;

export function violation(rule: string, text: string, subcode?: number): RuleViolation {
  const message = text.length > maxMessageLength ? `${text.slice(0, maxMessageLength)} ...` : text;
  return { rule, message, ...(subcode === undefined ? {} : { subcode }) };
}

/** The first violation that a list of checks finds; later checks may rely on what the earlier ones found right. */
export function firstViolation(checks: Iterable<() => RuleViolation | undefined>): RuleViolation | undefined {
  for (const check of checks) {
    const found = check();
    if (found) return found;
  }
  return undefined;
}

/** Reads components strictly: a member of the wrong type is a violation. */
export function readShape(
  raw: unknown,
): { ok: true; components: ShapedComponent[] } | { ok: false; found: RuleViolation } {
  const read = list.safeParse(raw);
  if (read.success) return { ok: true, components: read.data };
  const [issue] = read.error.issues;
  const where = ['components', ...(issue?.path ?? [])].join('.');
  return { ok: false, found: violation('components.shape', `${where}: ${issue?.message ?? 'it cannot be read'}.`) };
}

/** The component of that kind, in any case. */
export function partOf<Part extends { readonly type: string }>(parts: readonly Part[], type: string): Part | undefined {
  return parts.find((part) => part.type.toUpperCase() === type);
}

/** Characters as people count them. */
export function lengthOf(text: string): number {
  return [...text].length;
}
