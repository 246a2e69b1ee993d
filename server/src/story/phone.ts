/** A message as the simulator's phone shows it. */
export interface ShownMessage {
  readonly id: string;
  readonly direction: 'in' | 'out';
  readonly type: string;
  readonly text: string;
  readonly status: string;
  readonly channel: string;
  readonly [member: string]: unknown;
}

/** Something that a customer can press or pick. */
export interface Choice {
  readonly title: string;
  /** What the customer's phone sends when it is chosen, or undefined when nothing is sent (a link). */
  readonly answer: Record<string, unknown> | undefined;
}

/** The buttons under a message, of a template or of an interactive message, in their order. */
export function buttonsOf(message: ShownMessage): Choice[] {
  const context = { id: message.id };
  if (message.type === 'interactive') {
    return asList(at(message, 'interactive', 'action', 'buttons')).map((button) => {
      const reply = { id: textAt(button, 'reply', 'id'), title: textAt(button, 'reply', 'title') };
      const interactive = { type: 'button_reply', button_reply: reply };
      return { title: reply.title, answer: { type: 'interactive', interactive, context } };
    });
  }
  return asList(message.buttons).map((button) => {
    const title = textAt(button, 'text');
    const isReply = textAt(button, 'type').toUpperCase() === 'QUICK_REPLY';
    const payload = textAt(button, 'payload') || title;
    const answer = isReply ? { type: 'button', button: { payload, text: title }, context } : undefined;
    return { title, answer };
  });
}

/** The rows of a list message, in their order. */
export function rowsOf(message: ShownMessage): Choice[] {
  const context = { id: message.id };
  return asList(at(message, 'interactive', 'action', 'sections')).flatMap((section) =>
    asList(at(section, 'rows')).map((row) => {
      const title = textAt(row, 'title');
      const description = textAt(row, 'description');
      const reply = { id: textAt(row, 'id'), title, ...(description === '' ? {} : { description }) };
      const interactive = { type: 'list_reply', list_reply: reply };
      return { title, answer: { type: 'interactive', interactive, context } };
    }),
  );
}

/** Name of the template of a message, empty for others. */
export function templateOf(message: ShownMessage): string {
  return textAt(message, 'template', 'name');
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, name) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[name] : undefined,
    value,
  );
}

function textAt(value: unknown, ...path: readonly string[]): string {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : '';
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
