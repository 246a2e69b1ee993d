import type { ContentSection, TemplateContent } from './content.ts';
import type { TemplateProblem } from './find-problems.ts';
import { cutText, isNumber, listPlaceholders } from './placeholders.ts';

/** Words that a text should have for each of its variables, or reviewers can't tell what it will say. */
const wordsPerVariable = 3;
const shortenerPattern =
  /\b(?:bit\.ly|tinyurl\.com|t\.co|goo\.gl|is\.gd|ow\.ly|cutt\.ly|rb\.gy|shorturl\.at|rebrand\.ly|buff\.ly|t\.ly|wa\.me)\b/i;
const promotionPattern =
  /\b(?:discount|sale|special offer|promo(?:tion)?|coupon|voucher|deal|buy now|shop now|free gift|limited time)\b|\d\s?%\s?off/i;
const secretPattern =
  /\b(?:password|pin code|card number|cvv|cvc|full (?:account|card) number|social security|national id)\b/i;
const trialPattern = /\b(?:lorem ipsum|test template|testing 123|asdf|foo bar)\b/i;
const vagueSamplePattern = /^(?:x+|sample|example|test|value|text|variable|\.+|-+)$/i;

/** What Meta's reviewers often refuse though no rule forbids it, or what makes them change the category. */
export function foretellRejection(category: string, content: TemplateContent): TemplateProblem[] {
  if (category === 'AUTHENTICATION') return [];
  return [
    ...readBody(category, content),
    ...readButtons('', content),
    ...content.cards.flatMap((card, place) => readCard(category, card, `cards.${place}.`)),
    ...readOffer(content),
    ...readSamples(content),
    ...readOptOut(category, content),
  ];
}

function readCard(category: string, card: ContentSection, prefix: string): TemplateProblem[] {
  const found = card.body === '' ? [] : readBody(category, card);
  return [
    ...found.map((problem) => ({ ...problem, field: `${prefix}${problem.field}` })),
    ...readButtons(prefix, card),
    ...(listPlaceholders(cutText(card.body)).some(isNumber)
      ? [
          warning(
            `${prefix}body`,
            'lint.card_numbers',
            'Give the variables of cards names, as {{price}}: numbers begin anew on each card.',
          ),
        ]
      : []),
  ];
}

/** Offers as WhatsApp shows them have a code to copy and lead to the shop. */
function readOffer({ offer, buttons, header }: TemplateContent): TemplateProblem[] {
  if (!offer) return [];
  const kinds = buttons.map(({ kind }) => kind.toLowerCase());
  const found: TemplateProblem[] = [];
  if (offer.hasExpiration && !kinds.includes('copy_code')) {
    found.push(
      warning('offer', 'lint.offer_code', 'WhatsApp wants a button that copies the code of an offer with an end.'),
    );
  }
  if (header && !['IMAGE', 'VIDEO'].includes(header.format)) {
    found.push(
      warning('header', 'lint.offer_header', 'The header of an offer is a picture or a video, or there is none.'),
    );
  }
  return found;
}

function readBody(category: string, { body }: Pick<ContentSection, 'body'>): TemplateProblem[] {
  const parts = cutText(body);
  const variables = parts.filter((part) => typeof part !== 'string').length;
  const plain = parts.filter((part) => typeof part === 'string').join(' ');
  const words = plain.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  const found: TemplateProblem[] = [];
  const warn = (rule: string, message: string): void => {
    found.push(warning('body', rule, message));
  };
  if (variables > 0 && words >= variables && words < variables * wordsPerVariable) {
    warn(
      'lint.few_words',
      `There are ${words} words for ${variables} variables: say more around them, or reviewers can't tell what the message will be.`,
    );
  }
  if (/^[^\p{L}\p{N}{]+\{\{|\}\}[^\p{L}\p{N}}\s]+\s*$/u.test(body)) {
    warn('lint.edge', 'Only punctuation stands between a variable and the edge of the text. Put words there.');
  }
  if (/\n{3,}/.test(body)) warn('lint.blank_lines', 'There are several blank lines in a row. One is enough.');
  if (shortenerPattern.test(body)) warn('lint.shortener', shortener);
  if (secretPattern.test(plain)) {
    warn(
      'lint.secret',
      'It reads as if it asked for a secret, such as a password or a card number. WhatsApp rejects that.',
    );
  }
  if (trialPattern.test(plain)) warn('lint.trial', 'It reads like a trial. Reviewers reject texts without a purpose.');
  if (isShouting(plain)) warn('lint.shouting', 'Most of it is in capital letters or with many exclamation marks.');
  if (category === 'UTILITY' && promotionPattern.test(plain)) {
    warn('lint.promotion', 'It reads like promotion: WhatsApp will reject it or make it a marketing template.');
  }
  return found;
}

const shortener =
  'Shortened addresses are rejected, since reviewers can not see where they lead. Use the full address.';

function readButtons(prefix: string, { buttons }: Pick<ContentSection, 'buttons'>): TemplateProblem[] {
  return buttons.flatMap(({ url }, place) =>
    url !== undefined && shortenerPattern.test(url)
      ? [warning(`${prefix}buttons.${place}`, 'lint.shortener', shortener)]
      : [],
  );
}

function readSamples({ samples }: TemplateContent): TemplateProblem[] {
  return samples
    .filter(({ name, value }) => vagueSamplePattern.test(value.trim()) || value.trim() === name)
    .map(({ name, value }) =>
      warning(
        'samples',
        'lint.vague_sample',
        `"${value}" is no telling sample for ${name}. Write what a customer would read.`,
      ),
    );
}

function readOptOut(
  category: string,
  { buttons, cards, offer, footer = '', body }: TemplateContent,
): TemplateProblem[] {
  // Carousels and offers have no footer.
  if (category !== 'MARKETING' || cards.length > 0 || offer !== undefined) return [];
  const texts = [footer, body, ...buttons.map(({ text = '' }) => text)];
  if (texts.some((text) => /\b(?:stop|unsubscribe|opt[ -]?out|not interested|no more)\b/i.test(text))) return [];
  return [
    warning(
      'footer',
      'lint.opt_out',
      'Nothing tells how to stop such messages. "Reply STOP" in the footer keeps people from blocking you.',
    ),
  ];
}

function isShouting(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  const capitals = text.match(/\p{Lu}/gu) ?? [];
  return /!{3,}/.test(text) || (letters.length >= 20 && capitals.length > letters.length * 0.7);
}

function warning(field: string, rule: string, message: string): TemplateProblem {
  return { field, rule, message, severity: 'warning' };
}
