import { describeMismatch, show } from './match.ts';
import type { Play } from './play.ts';
import { StepMismatch } from './step-mismatch.ts';
import type { HttpAnswer, HttpCall } from './story-http.ts';
import type { VerbInput } from './story-schema.ts';

type CallInput = VerbInput<'call'>;

/**
 * One HTTP call: to the API of the platform by `path` (with the token of the story unless headers name another), or to any
 * program by `url`. Without `expect` any status below 400 is right.
 */
export async function makeCall(play: Play, input: CallInput): Promise<void> {
  const answer = await play.http.call(toCall(play, input)).catch((error: unknown) => {
    throw new StepMismatch('an answer', error instanceof Error ? error.message : String(error));
  });
  const { status, body } = input.expect ?? {};
  const said = `${answer.status} with ${show(answer.body)}`;
  if (status === undefined ? answer.status >= 400 : answer.status !== status) {
    throw new StepMismatch(`the status ${status ?? 'below 400'}`, said);
  }
  const wrong = body === undefined ? undefined : describeMismatch(body, answer.body);
  if (wrong !== undefined) throw new StepMismatch(`an answer with ${show(body)}`, `${wrong}, in ${said}`);
  for (const [name, path] of Object.entries(input.save ?? {})) play.variables.set(name, pickOut(answer, path));
}

function toCall(play: Play, input: CallInput): HttpCall {
  const { method, query, json, form } = input;
  const { baseUrl, token } = play.world;
  if (input.path === undefined) return { method, url: input.url ?? '', query, json, form, headers: input.headers };
  const named = Object.keys(input.headers ?? {}).map((name) => name.toLowerCase());
  const own = token === undefined || named.includes('authorization') ? {} : { authorization: `Bearer ${token}` };
  return { method, url: `${baseUrl}${input.path}`, query, json, form, headers: { ...own, ...input.headers } };
}

/** The value at a path such as `receivers.0.localMessageId`, as text. */
function pickOut(answer: HttpAnswer, path: string): string {
  const value = path
    .split('.')
    .reduce<unknown>(
      (inner, name) =>
        typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[name] : undefined,
      answer.body,
    );
  if (value === undefined || value === null) {
    throw new StepMismatch(`something to save at ${path}`, show(answer.body));
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
