import { readRequestExamples } from '../cloud-contract.ts';
import { readWebhookExamples } from '../meta-contract.ts';
import { type ContractPlay, type Json, number, person, product } from './lab.ts';

const charged = '15550142031';
const brazilian = '5511955550142';

/** Everything that a customer does; answers the id of the first message. */
export async function playCustomer({ lab, write }: ContractPlay): Promise<string> {
  const first = await write({ text: { body: 'Is the shop open?' } });
  await write({ text: { body: 'That one' }, context: { id: first } });
  await write({ text: { body: 'fwd' }, context: { forwarded: true } });
  const referred = { catalog_id: '560000000000601', product_retailer_id: 'sku-11' };
  await write({ text: { body: 'In stock?' }, context: { id: first, referred_product: referred } });
  for (const { body } of readWebhookExamples()) {
    const [change] = (body as { entry: { changes: { value: Json }[] }[] }).entry[0]?.changes ?? [];
    const [message] = (change?.value.messages ?? []) as Json[];
    if (!message || message.type === 'system') continue;
    const { id: _id, timestamp: _at, from: _from, from_user_id: _user, ...content } = message;
    // Files are the simulator's own.
    const own = content[String(content.type)];
    const { id: _file, sha256: _hash, ...file } = typeof own === 'object' ? (own as Json) : {};
    const isFile = ['image', 'video', 'audio', 'document', 'sticker'].includes(String(content.type));
    await write(isFile ? { ...content, [String(content.type)]: file } : content);
  }
  await lab.control('PATCH', `/customers/${person}`, { hide_phone: true });
  await write({ text: { body: 'No phone number is shared here' } });
  await lab.control('PATCH', `/customers/${person}`, { hide_phone: false });
  await lab.control('PATCH', `/customers/${person}`, { opted_out_marketing: true });
  await lab.control('PATCH', `/customers/${person}`, { opted_out_marketing: false });
  for (const [waId, change] of [
    ['15550142011', { wa_id: '15550142777' }],
    ['15550142012', { user_id: 'US.9Zz8yX7wVu6Ts5Rq' }],
    ['15550142013', { identity: true }],
  ] as const) {
    await write({ text: { body: 'hello' } }, waId);
    await lab.control('POST', `/customers/${waId}/changes`, change);
  }
  await write({ text: { body: 'oi' } }, brazilian);
  await lab.control('PATCH', `/customers/${charged}`, { username: 'noorv2' });
  await write({ text: { body: 'hello' } }, charged);
  await lab.advance(0);
  return first;
}

/** Every example of a send, with files and messages that exist. */
export async function playSends({ lab, graph, upload, sendAnswers }: ContractPlay, quoted: string): Promise<void> {
  const types = ['image/jpeg', 'video/mp4', 'audio/ogg', 'application/pdf', 'image/webp', 'image/jpeg'];
  const files: string[] = [];
  for (const type of types) files.push(await upload(type));
  const userId = String((await lab.control('GET', `/customers/${person}`)).body.user_id);
  for (const [name, body] of readRequestExamples('sendMessage')) {
    const text = JSON.stringify(body)
      .replace(/54000000000040([1-6])/g, (_whole, index: string) => files[Number(index) - 1] ?? '')
      .replaceAll('wamid.SIMAAAB0001', quoted)
      .replaceAll('US.7Qk2mZ4xPw9Lr3Nf', userId);
    sendAnswers.set(name, await graph('POST', `/${number}/messages`, JSON.parse(text)));
    await lab.advance(6);
  }
  const callback = { biz_opaque_callback_data: 'job=771;try=1' };
  const template = { name: 'booking_reminder', language: { code: 'en_US' }, components: [named('Noor')] };
  // Somebody who did not come by an advertisement, so that it is charged.
  await graph('POST', `/${number}/messages`, { ...product, to: charged, type: 'template', template, ...callback });
  const news = { name: 'flash_news', language: { code: 'en_US' } };
  await graph('POST', `/${number}/marketing_messages`, { ...product, to: person, type: 'template', template: news });
  await lab.control('POST', `/customers/${person}/read`);
  await lab.control('POST', `/customers/${person}/play`);
  await lab.control('POST', `/customers/${brazilian}/payments`, { reference_id: 'ord-2041' });
  await graph('POST', `/${number}/messages`, { ...product, to: '15550142099', text: { body: 'closed' } });
  await graph('GET', `/${files[0]}`);
  await graph('DELETE', `/${files[0]}`);
  await lab.advance(0);
}

const named = (text: string) => ({ type: 'body', parameters: [{ type: 'text', parameter_name: 'guest', text }] });
