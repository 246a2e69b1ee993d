import { z } from 'zod';
import { readDuration } from './durations.ts';

export const maxSteps = 1_000;
const maxWithinMs = 600_000;
const maxQuietMs = 60_000;
const maxWaitMs = 366 * 86_400_000;
const maxTextLength = 65_536;

const text = z.string().max(maxTextLength);

function duration(limitMs: number, least = 1) {
  return z.union([z.string(), z.number()]).transform((value, context) => {
    const ms = typeof value === 'number' ? undefined : readDuration(value);
    if (ms !== undefined && ms >= least && ms <= limitMs) return ms;
    const message = `must be a time such as "5 s", "10 min" or "2 h", from ${least} ms to ${limitMs / 1000} s`;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
}

const pattern = text.refine(isPattern, { message: 'is no regular expression' });
const textMatcher = z.union(
  [
    text,
    z.number(),
    z.boolean(),
    z.strictObject({ equals: text }),
    z.strictObject({ contains: text }),
    z.strictObject({ matches: pattern }),
  ],
  { error: 'must be a text, {contains: ...}, {equals: ...} or {matches: a regular expression}' },
);
const object = z.record(z.string(), z.unknown());
const yes = z.literal(true, { error: 'must be true' });
const phone = z
  .union([z.string(), z.number()])
  .transform((value) => String(value).replace(/^\+/, ''))
  .refine((value) => /^\d{5,15}$/.test(value), { message: 'must be 5 to 15 digits with country code' });

const wantedMessage = z
  .strictObject({
    type: text.optional(),
    text: textMatcher.optional(),
    template: text.optional(),
    buttons: z.array(textMatcher).max(20).optional(),
    status: z.enum(['sent', 'delivered', 'read', 'failed']).optional(),
    content: object.optional(),
  })
  .refine((value) => Object.keys(value).length > 0, {
    message: 'name at least one of text, type, template, buttons, status, content',
  });
const wantedText = textMatcher.transform((value) => ({ text: value }));

const behaviour = z.strictObject({
  on_whatsapp: z.boolean().optional(),
  auto_deliver: z.boolean().optional(),
  auto_read: z.boolean().optional(),
  blocked: z.boolean().optional(),
  opted_out_marketing: z.boolean().optional(),
  username: z.string().nullable().optional(),
  hide_phone: z.boolean().optional(),
});

const call = z
  .strictObject({
    method: z
      .string()
      .transform((value) => value.toUpperCase())
      .pipe(z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']))
      .default('GET'),
    url: text.optional(),
    path: text.startsWith('/').optional(),
    query: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
    headers: z.record(z.string(), z.string()).optional(),
    json: z.unknown().optional(),
    form: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
    expect: z
      .strictObject({ status: z.number().int().min(100).max(599).optional(), body: z.unknown() })
      .partial()
      .optional(),
    save: z.record(z.string().regex(/^[a-zA-Z]\w*$/), text).optional(),
  })
  .refine((value) => (value.url === undefined) !== (value.path === undefined), { message: 'give either url or path' })
  .refine((value) => value.json === undefined || value.form === undefined, { message: 'give json or form, not both' });

const fault = z.strictObject({
  match: object.default({}),
  outcome: object,
  times: z.number().int().min(0).nullable().default(1),
});

/** What each verb of a step takes. */
export const verbs = {
  customer_says: text.min(1),
  customer_sends: object,
  customer_presses: text.min(1),
  customer_picks: text.min(1),
  customer_reads: yes,
  customer_blocks: z.boolean(),
  customer_is: behaviour,
  must_send: z.union([wantedMessage, wantedText], { error: explainMessage }),
  must_send_nothing: z.union([yes.transform(() => 500), duration(maxQuietMs)], {
    error: 'must be true or a time such as "1 s", at most a minute',
  }),
  wait: duration(maxWaitMs),
  expect_webhook: z.union(
    [
      text.min(1).transform((event) => ({ event, body: {} })),
      z.strictObject({ event: text.min(1), body: object.default({}) }),
    ],
    { error: 'must be the name of an event, or {event, body}' },
  ),
  expect_tag: text.min(1),
  expect_no_tag: text.min(1),
  expect_status: text.min(1),
  call,
  fault,
  faults_off: yes,
} as const;

export type Verb = keyof typeof verbs;
export type VerbInput<V extends Verb> = z.output<(typeof verbs)[V]>;

/** What a step may say beside its verb. */
export const aside = z.strictObject({
  customer: text.optional(),
  channel: text.optional(),
  within: duration(maxWithinMs).optional(),
  note: text.optional(),
});

export const head = z.strictObject({
  name: text.min(1),
  seed: z.union([z.string(), z.number()]).transform(String).optional(),
  within: duration(maxWithinMs).default(5_000),
  customers: z
    .record(z.string().min(1), z.strictObject({ phone, name: text.min(1).optional() }))
    .refine((value) => Object.keys(value).length > 0, { message: 'name at least one customer' }),
  steps: z.array(z.record(z.string(), z.unknown())).min(1).max(maxSteps),
});

export type Aside = z.output<typeof aside>;
export type WantedMessage = z.output<typeof wantedMessage>;

export function isVerb(name: string): name is Verb {
  return Object.hasOwn(verbs, name);
}

function isPattern(source: string): boolean {
  try {
    new RegExp(source, 'u');
    return true;
  } catch {
    return false;
  }
}

// Which of the forms was meant is plain from the input: an object is a message unless it is a matcher.
function explainMessage({ input }: { input?: unknown }): string {
  const parsed = wantedMessage.safeParse(input);
  const issue = parsed.error?.issues[0];
  if (typeof input !== 'object' || input === null || !issue) return 'must be a text or a message';
  return `${issue.path.length > 0 ? `${issue.path.join('.')}: ` : ''}${issue.message}`;
}
