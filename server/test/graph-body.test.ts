import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { toGraphBody } from '../src/modules/messages/graph-body.ts';

// Whatever type of message the contract knows, the sender writes a body that Meta's schema takes.
type Json = Record<string, unknown>;
interface Contract {
  paths: Record<
    string,
    { post?: { requestBody: { content: Record<string, { examples: Record<string, { value: Json }> }> } } }
  >;
  components: { schemas: Json };
}

const file = new URL('../../contract/cloud-api.openapi.yaml', import.meta.url);
const contract = parse(readFileSync(file, 'utf8')) as Contract;
const ajv = new Ajv2020({ strict: false, validateFormats: false, discriminator: false });
ajv.addSchema(contract, 'contract');
const takes = ajv.compile({ $ref: 'contract#/components/schemas/MessageBase' });
const examples = Object.entries(
  contract.paths['/{version}/{phone_number_id}/messages']?.post?.requestBody.content['application/json']?.examples ??
    {},
)
  .map(([name, { value }]) => ({ name, value }))
  .filter(({ value }) => value.status === undefined);

const claimed = {
  id: '6b075f1fd4400e79cee7689c',
  attempts: 1,
  retry: 0,
  dueAt: new Date(0),
  kind: 'session',
  mediaId: null,
};

describe('the body of a send', () => {
  test('there is one of each type', () => {
    const types = new Set(examples.map(({ value }) => value.type));
    expect([...types].sort()).toEqual([
      'audio',
      'contacts',
      'document',
      'image',
      'interactive',
      'location',
      'reaction',
      'sticker',
      'template',
      'text',
      'video',
    ]);
  });

  test.each(examples)('$name', ({ value }) => {
    const type = String(value.type);
    const { message_id: replyToWamid = null } = (value.context ?? {}) as { message_id?: string };
    const [waId, bsuid] = [value.to, value.recipient].map((address) => (address ? String(address) : null));
    const message = { ...claimed, type, content: JSON.stringify(value[type]), replyToWamid };
    const body = JSON.parse(toGraphBody({ ...message, waId: waId ?? null, bsuid: bsuid ?? null }, undefined)) as Json;
    expect(takes(body), ajv.errorsText(takes.errors)).toBe(true);
    expect(body).toMatchObject({ type, [type]: value[type], biz_opaque_callback_data: claimed.id });
    expect([body.to, body.recipient]).toEqual([value.to, value.recipient]);
    if (replyToWamid !== null) expect(body.context).toEqual({ message_id: replyToWamid });
  });

  test('goes to the number where both are known, and names a messaging account where one is set', () => {
    const message = { ...claimed, type: 'text', content: '{"body":"hi"}', replyToWamid: null, waId: '15550142001' };
    const body = JSON.parse(toGraphBody({ ...message, bsuid: 'US.1' }, undefined, '520')) as Json;
    expect(body).toMatchObject({ to: '15550142001', messaging_account_id: '520' });
    expect(body.recipient).toBeUndefined();
  });
});
