import { request } from 'undici';
import { expect } from 'vitest';
import { readRequestExamples } from '../cloud-contract.ts';
import { httpAgent } from '../harness/http-agent.ts';
import { token } from '../simulator-lab.ts';
import { appId, type ContractPlay, type Json, waba } from './lab.ts';

/** Every example of a template is made, found, reviewed, edited, paused and deleted. */
export async function playTemplates({ lab, graph }: ContractPlay): Promise<void> {
  for (const [, body] of readRequestExamples('createTemplate')) {
    const session = await graph('POST', `/${appId}/uploads?file_length=4&file_type=image/jpeg`);
    const uploaded = await request(`${lab.baseUrl}/simulator/graph/v26.0/${session.body.id}`, {
      dispatcher: httpAgent,
      method: 'POST',
      headers: { authorization: `OAuth ${token}`, file_offset: '0', 'content-type': 'application/octet-stream' },
      body: 'abcd',
    });
    const { h } = (await uploaded.body.json()) as { h: string };
    const text = JSON.stringify({ ...body, name: `${String(body.name)}_new` }).replace(/4::SIMHANDLE2?/g, h);
    expect(await graph('POST', `/${waba}/message_templates`, JSON.parse(text))).toMatchObject({ status: 200 });
  }
  await graph('GET', `/${waba}/message_templates?limit=1&name=booking_confirmed`);
  await graph('GET', `/${waba}/message_templates?limit=1`);
  const review = (decision: string, more: Json = {}) =>
    lab.control('POST', '/templates/booking_confirmed_new/review', { decision, ...more });
  await review('APPROVED');
  await lab.control('POST', '/templates/booking_confirmed_new/quality', { score: 'GREEN' });
  await lab.control('POST', '/templates/booking_confirmed_new/quality', { score: 'YELLOW' });
  const list = await graph('GET', `/${waba}/message_templates?name=booking_confirmed_new`);
  const [row] = list.body.data as Json[];
  const header = { type: 'HEADER', format: 'TEXT', text: 'Booking' };
  const body = { type: 'BODY', text: 'See you on {{1}} at our door.', example: { body_text: [['Friday']] } };
  const url = { type: 'URL', text: 'Details', url: 'https://stay.example.test/b/{{1}}', example: ['https://a.test/b'] };
  const footer = { type: 'FOOTER', text: 'Canal Tea' };
  await graph('POST', `/${row?.id}`, { components: [header, body, footer, { type: 'BUTTONS', buttons: [url] }] });
  await review('REJECTED');
  await review('PAUSED');
  await graph('POST', `/${row?.id}/unpause`);
  await review('MARKETING', { in_seconds: 60 });
  await lab.advance(60);
  await review('DISABLED');
  await graph('DELETE', `/${waba}/message_templates?name=flash_offer_new`);
}
