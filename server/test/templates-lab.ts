import { AppError } from '../src/kernel/errors.ts';
import {
  type GivenParameter,
  placeUploads,
  type SendableTemplate,
  type TemplateComponent,
} from '../src/modules/templates/index.ts';
import { fillTemplate as fillAtMeta } from '../src/simulator/fill-template.ts';

/** The id of every template of these tests. */
export const templateId = '65f0c1a2b3d4e5f601728394';

export function make(components: TemplateComponent[], rest: Partial<SendableTemplate> = {}): SendableTemplate {
  return {
    id: templateId,
    name: 'order_update',
    language: 'en',
    category: 'UTILITY',
    parameterFormat: 'NAMED',
    components,
    ...rest,
  };
}

export function bodyOnly(
  text: string,
  parameterFormat: SendableTemplate['parameterFormat'] = 'NAMED',
): SendableTemplate {
  return make([{ type: 'BODY', text }], { parameterFormat });
}

/** The text that the simulated Cloud API makes of it; throws as Meta refuses. */
export function textAtMeta(template: SendableTemplate, content: Record<string, unknown>): string {
  const { category, parameterFormat, components, name, language } = template;
  const source = {
    id: '1',
    status: 'APPROVED',
    category,
    parameter_format: parameterFormat,
    components,
    name,
    language,
  };
  // As when it is sent: uploads in the place of fixed header media.
  const sent = JSON.parse(placeUploads(JSON.stringify(content), () => ({ metaMediaId: '1', fileName: null })));
  return fillAtMeta(source, sent.components as unknown[], toUpload).body;
}

const toUpload: Parameters<typeof fillAtMeta>[2] = (id) => ({
  id,
  phoneNumberId: '1',
  mimeType: 'image/png',
  fileName: undefined,
  bytes: Buffer.alloc(1),
  expiresMs: 0,
});

export function refusalOf(fill: () => unknown): AppError {
  try {
    fill();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

export const byName = (values: Record<string, string>): GivenParameter[] =>
  Object.entries(values).map(([name, value]) => ({ name, value }));

export const orderUpdate = make([
  { type: 'HEADER', format: 'TEXT', text: 'Order {{order_id}}', example: { header_text: ['A-1'] } },
  {
    type: 'BODY',
    text: 'Hi {{customer}}, order {{order_id}} is {{status}}.',
    example: {
      body_text_named_params: [
        { param_name: 'status', example: 'packed' },
        { param_name: 'customer', example: 'Mei' },
        { param_name: 'order_id', example: 'A-1' },
      ],
    },
  },
  { type: 'FOOTER', text: 'Canal Tea' },
  {
    type: 'BUTTONS',
    buttons: [
      { type: 'QUICK_REPLY', text: 'Thanks' },
      { type: 'URL', text: 'Track', url: 'https://t.example/{{1}}', example: ['https://t.example/x9'] },
      { type: 'PHONE_NUMBER', text: 'Call', phone_number: '+15550001' },
      { type: 'URL', text: 'Shop', url: 'https://t.example' },
    ],
  },
]);

export const booking = make(
  [
    { type: 'header', format: 'text', text: 'For {{1}}', example: { header_text: ['Friday'] } },
    { type: 'body', text: 'Hello {{1}}, see you at {{2}}.', example: { body_text: [['Noor', '18.00']] } },
    { type: 'buttons', buttons: [{ type: 'url', text: 'Open', url: 'https://b.example/{{1}}' }] },
  ],
  { name: 'booking', parameterFormat: 'POSITIONAL' },
);
