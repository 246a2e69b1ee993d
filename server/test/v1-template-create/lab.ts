import type { ApiCall } from '../harness/api-client.ts';
import type { TestPlatform } from '../harness/start-test-platform.ts';

export type Json = Record<string, unknown>;
interface Created {
  ok: boolean;
  error?: string;
  message?: string;
  reason?: string;
  result: Json & { id: string; customParams: Json[]; buttons: Json[]; status: string };
}

export type DraftCalls = ReturnType<typeof createDraftCalls>;

/** The calls of a program that makes templates, on the platform of the test file. */
export function createDraftCalls(parley: () => TestPlatform) {
  const create = (json: Json, call: ApiCall = {}) =>
    parley().api<Created>('POST', '/api/v1/whatsApp/templates', { json, ...call });

  async function rowsOf(name: string): Promise<Json[]> {
    const { body } = await parley().api<{ messageTemplates: Json[] }>('GET', '/api/v2/getMessageTemplates', {
      query: { name, pageSize: 500 },
    });
    return body.messageTemplates;
  }

  let names = 0;
  /** A name that no other template of the file has. */
  function freshName(): string {
    names += 1;
    return `made_${names}`;
  }

  /** A template that keeps every rule. */
  const good = (rest: Json = {}): Json => ({
    type: 'template',
    category: 'UTILITY',
    elementName: freshName(),
    language: 'en',
    body: 'Hello {{name}}, see you on {{day}}.',
    customParams: [
      { paramName: 'name', paramValue: 'Mei' },
      { paramName: 'day', paramValue: 'Friday' },
    ],
    ...rest,
  });

  return { parley, create, rowsOf, freshName, good };
}

export const reply = (text: string): Json => ({ type: 'quick_reply', parameter: { text } });
export const link = (url: string, rest: Json = {}): Json => ({
  type: 'url',
  parameter: { text: 'Open', url, ...rest },
});
export const card = (rest: Json = {}): Json => ({
  header: { type: 'image', link: 'https://tea.example.com/a.jpg' },
  body: 'Green tea',
  buttons: [reply('More')],
  ...rest,
});
