import { z } from 'zod';
import { block, blocks, flag, number, text } from '../../meta/payload-fields.ts';

/** Meta's own limits are lower (10 buttons, 10 cards); what lies beyond these is not read. */
const maxComponents = 20;
const maxButtons = 20;
const maxCards = 20;
const maxExamples = 200;

const texts = z.array(z.string()).max(maxExamples).optional().catch(undefined);

const namedExamples = blocks({ param_name: text, example: text }, maxExamples);

const example = block({
  header_text: texts,
  header_text_named_params: namedExamples,
  /** An upload handle when creating; a short-lived url when read back. */
  header_handle: texts,
  body_text: z.array(z.array(z.string())).optional().catch(undefined),
  body_text_named_params: namedExamples,
});

const button = {
  type: text,
  text,
  /** One placeholder at most, at the end. */
  url: text,
  phone_number: text,
  example: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .catch(undefined),
  otp_type: text,
  flow_id: text,
  flow_action: text,
  navigate_screen: text,
};

const cardComponent = {
  type: text,
  format: text,
  text,
  example,
  buttons: blocks(button, maxButtons),
};

const component = {
  ...cardComponent,
  add_security_recommendation: flag,
  code_expiration_minutes: number,
  limited_time_offer: block({ text, has_expiration: flag }),
  cards: blocks({ components: blocks(cardComponent, maxComponents) }, maxCards),
};

const components = blocks(component, maxComponents);

/** A part of a template as Meta writes it: HEADER, BODY, FOOTER, BUTTONS, CAROUSEL and others, in any case. */
export type TemplateComponent = NonNullable<z.infer<typeof components>>[number];
export type TemplateButton = NonNullable<TemplateComponent['buttons']>[number];

/** Reads what Meta sent: fields of the wrong type are dropped, unknown ones stay, no list gives none. */
export function readComponents(raw: unknown): TemplateComponent[] {
  return components.parse(raw) ?? [];
}

/** The component of that kind, whatever the case in which Meta wrote it. */
export function findComponent<Part extends { type?: string | undefined }>(
  list: readonly Part[],
  type: 'HEADER' | 'BODY' | 'FOOTER' | 'BUTTONS' | 'CAROUSEL' | 'LIMITED_TIME_OFFER',
): Part | undefined {
  return list.find((entry) => entry.type?.toUpperCase() === type);
}
