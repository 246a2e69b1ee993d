import { z } from 'zod';
import { AppError } from '../../../kernel/errors.ts';
import type {
  ContentButton,
  ContentHeader,
  ContentSection,
  TemplateContent,
} from '../../../modules/templates/index.ts';

/** More is no template: Meta's limits are 10 cards and 10 buttons, and the rules say so. */
const maxList = 100;

/** Without what no database keeps; the members that the contract knows come so already. */
const text = z
  .string()
  .transform((value) => value.replaceAll('\0', '').toWellFormed())
  .nullish();
const flag = z.union([z.boolean(), z.stringbool()]).nullish();
const minutes = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,9}$/)
      .transform(Number),
  ])
  .nullish();
const mapping = z.looseObject({ paramName: text }).nullish();

const button = z.looseObject({
  type: text,
  parameter: z
    .looseObject({
      text,
      phoneNumber: text,
      url: text,
      urlOriginal: text,
      buttonParamMapping: mapping,
      copyOfferCode: text,
      flowId: text,
      flowAction: text,
      navigateScreen: text,
    })
    .nullish(),
});

const header = z.looseObject({
  type: z.union([z.string(), z.number()]).nullish(),
  typeString: text,
  text,
  headerOriginal: text,
  link: text,
  mediaHeaderId: text,
  mediaFromPC: text,
  headerParamMapping: z.looseObject({ paramName: text }).nullish(),
});

const section = {
  header: header.nullish(),
  body: text,
  bodyOriginal: text,
  buttons: z.array(button).max(maxList).nullish(),
};

const template = z.looseObject({
  wabaId: text,
  ...section,
  hsm: text,
  hsmOriginal: text,
  footer: text,
  carouselCards: z.array(z.looseObject(section)).max(maxList).nullish(),
  limitedTimeOffer: z.looseObject({ text, hasExpiration: flag }).nullish(),
  expiresIn: minutes,
  includeExpiryTime: flag,
  addSecurityRecommendation: flag,
  isUrlBtnClickTrackingEnabled: flag,
  customParams: z
    .array(z.looseObject({ paramName: text, paramValue: text }))
    .max(maxList)
    .nullish(),
});

/** The content of a template in WATI's words, as it is created and listed. Texts have {{name}} or {{1}}. */
export type TemplateBody = z.infer<typeof template>;
type SectionBody = Pick<TemplateBody, 'header' | 'body' | 'bodyOriginal' | 'buttons'>;

/** Throws request.invalid that names the first member which is wrong. */
export function readTemplateBody(body: unknown): TemplateBody {
  const read = template.safeParse(body);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new AppError(
    'request.invalid',
    `${issue?.path.join('.') ?? 'The body'}: ${issue?.message ?? 'it is not valid'}.`,
  );
}

export function fromTemplateBody(body: TemplateBody): TemplateContent {
  const { limitedTimeOffer: offer, footer, carouselCards, customParams } = body;
  return {
    ...fromSection({ ...body, body: body.body ?? body.bodyOriginal ?? body.hsm ?? body.hsmOriginal }),
    footer: footer?.trim() ? footer : undefined,
    cards: (carouselCards ?? []).map(fromSection),
    offer: offer ? { text: offer.text ?? '', hasExpiration: offer.hasExpiration === true } : undefined,
    expiryMinutes: body.includeExpiryTime === false ? undefined : body.expiresIn || undefined,
    securityAdvice: body.addSecurityRecommendation === true,
    trackClicks: body.isUrlBtnClickTrackingEnabled === true,
    samples: (customParams ?? []).map(({ paramName, paramValue }) => ({
      name: paramName ?? '',
      value: paramValue ?? '',
    })),
  };
}

function fromSection({ header: head, body, bodyOriginal, buttons }: SectionBody): ContentSection {
  return {
    header: head ? fromHeader(head) : undefined,
    body: body ?? bodyOriginal ?? '',
    buttons: (buttons ?? []).map(fromButton),
  };
}

/** The numbers of header kinds in lists; requests have words. */
const headerFormats: ReadonlyMap<string, string> = new Map(
  ['NONE', 'TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT'].map((format, number) => [String(number), format]),
);

function fromHeader(head: NonNullable<SectionBody['header']>): ContentHeader | undefined {
  // 0 stands in lists for every kind without a number, whose word is beside it.
  const word = String(head.type === 0 ? (head.typeString ?? 0) : (head.type ?? head.typeString ?? 'none')).trim();
  const format = headerFormats.get(word) ?? word.toUpperCase();
  if (format === 'NONE' || format === '') return undefined;
  const link = head.link?.trim() || null;
  const handle = head.mediaHeaderId?.trim() || null;
  const sample = link || handle ? { link, handle, fileName: head.mediaFromPC ?? null } : undefined;
  return {
    format,
    text: head.text ?? head.headerOriginal ?? undefined,
    sample: format === 'TEXT' ? undefined : sample,
    // A name for the media of a header declares it variable: sends bring the address of theirs.
    parameter: format === 'TEXT' ? undefined : head.headerParamMapping?.paramName?.trim() || undefined,
  };
}

function fromButton({ type, parameter }: NonNullable<SectionBody['buttons']>[number]): ContentButton {
  const given = (value: string | null | undefined): string | undefined => value?.trim() || undefined;
  return {
    kind: type?.trim() ?? '',
    text: given(parameter?.text),
    url: given(parameter?.url) ?? given(parameter?.urlOriginal),
    urlParameter: given(parameter?.buttonParamMapping?.paramName),
    phoneNumber: given(parameter?.phoneNumber),
    offerCode: given(parameter?.copyOfferCode),
    flowId: given(parameter?.flowId),
    flowAction: given(parameter?.flowAction),
    navigateScreen: given(parameter?.navigateScreen),
  };
}
