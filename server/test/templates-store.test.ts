import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '../src/kernel/context.ts';
import { createGraphClient } from '../src/meta/graph-client.ts';
import type { ChannelCredentials } from '../src/modules/channels/index.ts';
import {
  applyTemplateEvent,
  findSendableTemplate,
  getTemplate,
  listTemplates,
  syncTemplates,
  type TemplateFacts,
} from '../src/modules/templates/index.ts';
import { channelOf, listed, type Row, startTemplatesLab, type TemplatesLab } from './templates-store-lab.ts';

const minuteMs = 60_000;

let lab: TemplatesLab;
let ctx: Context;
let channel: ChannelCredentials;

beforeAll(async () => {
  lab = await startTemplatesLab();
}, 60_000);
afterAll(() => lab?.close());

beforeEach(async () => {
  ctx = await lab.addTenant();
  // An account of its own, since events reach every tenant that has the account.
  channel = channelOf(ctx, `520${ctx.tenantId}`);
  lab.failures = [];
  lab.atMeta = [listed('1', 'apple'), listed('2', 'berry'), listed('3', 'cherry')];
});

const handle = (address: string): Row => ({ type: 'HEADER', format: 'IMAGE', example: { header_handle: [address] } });

const sync = (target = channel) => syncTemplates(lab, target);
const listAll = (filter: Row = {}) => listTemplates(lab, ctx, { pageNumber: 1, pageSize: 100, ...filter });
const apply = async (field: string, value: Row, tenantIds: readonly string[] = [ctx.tenantId]) => {
  const event = { wabaId: channel.wabaId, field, value };
  const places = tenantIds.map((tenantId) => ({ tenantId, channels: [] }));
  const events = await lab.db.transaction((tx) => applyTemplateEvent(tx, lab, event, places));
  return events.map(({ facts }) => (facts as TemplateFacts).template);
};
const laterMinute = () => lab.clock.moveTo(lab.clock.nowMs() + minuteMs);

describe('syncTemplates', () => {
  it('reads all pages and writes what Meta says', async () => {
    lab.atMeta[2] = listed('3', 'cherry', {
      language: 'pt_BR',
      status: 'PENDING',
      sub_category: 'CUSTOM',
      quality_score: { score: 'GREEN' },
      parameter_format: 'NAMED',
      category: 'MARKETING',
    });
    const before = lab.graphServer.requests.length;
    expect(await sync()).toEqual({ listed: 3, changed: 3, deleted: 0, complete: true });
    expect(lab.graphServer.requests.length - before).toBe(2);
    expect(lab.graphServer.requests.at(-1)?.headers.authorization).toBe('Bearer token');
    const { templates, total } = await listAll();
    expect(total).toBe(3);
    expect(templates.map(({ name }) => name)).toEqual(['apple', 'berry', 'cherry']);
    expect(templates[2]).toMatchObject({
      tenantId: ctx.tenantId,
      wabaId: channel.wabaId,
      metaId: '3',
      language: 'pt_BR',
      status: 'PENDING',
      subCategory: 'CUSTOM',
      quality: 'GREEN',
      parameterFormat: 'NAMED',
      category: 'MARKETING',
      components: lab.atMeta[2]?.components,
    });
    expect(templates[0]).toMatchObject({ quality: 'UNKNOWN', subCategory: 'STANDARD', parameterFormat: 'POSITIONAL' });
  });

  it('keeps ids, dates what changed and marks what is gone', async () => {
    await sync();
    const first = new Map((await listAll()).templates.map((row) => [row.name, row]));
    laterMinute();
    expect(await sync()).toEqual({ listed: 3, changed: 0, deleted: 0, complete: true });
    expect(new Map((await listAll()).templates.map((row) => [row.name, row]))).toEqual(first);

    lab.atMeta = [listed('1', 'apple', { status: 'PAUSED' }), listed('3', 'cherry')];
    expect(await sync()).toEqual({ listed: 2, changed: 1, deleted: 1, complete: true });
    const { templates } = await listAll();
    expect(templates.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'apple PAUSED',
      'berry DELETED',
      'cherry APPROVED',
    ]);
    for (const row of templates) expect(row.id).toBe(first.get(row.name)?.id);
    expect(templates[2]).toEqual(first.get('cherry'));
    expect(Number(templates[0]?.updatedAt)).toBeGreaterThan(Number(first.get('apple')?.updatedAt));

    lab.atMeta.push(listed('9', 'berry'));
    expect(await sync()).toMatchObject({ changed: 1, deleted: 0 });
    const berry = await findSendableTemplate(lab, ctx, { wabaId: channel.wabaId, name: 'berry' });
    expect(berry).toMatchObject({ id: first.get('berry')?.id, metaId: '9' });
  });

  it('takes the new address of a sample without dating it as a change', async () => {
    lab.atMeta = [listed('1', 'apple', { components: [handle('https://m.example/1?sig=a')] })];
    await sync();
    const [before] = (await listAll()).templates;
    laterMinute();
    lab.atMeta = [listed('1', 'apple', { components: [handle('https://m.example/1?sig=b')] })];
    expect(await sync()).toMatchObject({ changed: 0 });
    expect((await listAll()).templates).toEqual([{ ...before, components: [handle('https://m.example/1?sig=b')] }]);
    lab.atMeta = [listed('1', 'apple', { components: [handle('x'), { type: 'FOOTER', text: 'Canal Tea' }] })];
    expect(await sync()).toMatchObject({ changed: 1 });
  });

  it('starts again when a cursor is stale, and leaves all as it is when Meta refuses', async () => {
    lab.failures = [{ code: 131059, message: 'Invalid cursor' }];
    expect(await sync()).toMatchObject({ listed: 3, complete: true });
    lab.failures = [{ code: 190, message: 'Token expired' }];
    lab.atMeta = lab.atMeta.slice(0, 2).concat(listed('4', 'date'));
    await expect(sync()).rejects.toMatchObject({ reason: 'meta.rejected' });
    expect((await listAll()).templates.map(({ status }) => status)).toEqual(['APPROVED', 'APPROVED', 'APPROVED']);
    const closed = { ...lab, graph: createGraphClient({ baseUrl: 'http://127.0.0.1:9' }) };
    await expect(syncTemplates(closed, channel)).rejects.toMatchObject({ reason: 'meta.unavailable' });
    await closed.graph.close();
  });

  it('reads a template once that two pages hold, and none without a name', async () => {
    lab.atMeta = [listed('1', 'apple'), listed('2', 'berry'), listed('2', 'berry'), { id: '5', language: 'en' }];
    expect(await sync()).toMatchObject({ listed: 2, changed: 2 });
    expect((await listAll()).total).toBe(2);
  });

  it('marks nothing as gone that it did not look for, or that Meta never knew', async () => {
    await sync();
    lab.atMeta = Array.from({ length: 201 }, (_, index) => listed(String(index + 10), `many_${index}`));
    expect(await sync()).toEqual({ listed: 200, changed: 200, deleted: 0, complete: false });
    lab.atMeta = [listed('', 'draft')];
    expect(await sync()).toMatchObject({ deleted: 203, complete: true });
    lab.atMeta = [];
    expect(await sync()).toEqual({ listed: 0, changed: 0, deleted: 0, complete: true });
    expect((await listAll({ name: 'draft' })).templates).toMatchObject([{ metaId: null, status: 'APPROVED' }]);
  });
});

describe('reading templates', () => {
  it('pages, filters and keeps to the tenant', async () => {
    await sync();
    laterMinute();
    lab.atMeta[1] = listed('2', 'berry', { status: 'PAUSED' });
    await sync();
    const page = async (pageNumber: number) =>
      (await listAll({ pageNumber, pageSize: 2 })).templates.map(({ name }) => name);
    expect([await page(0), await page(1), await page(2), await page(3)]).toEqual([
      ['berry', 'apple'],
      ['berry', 'apple'],
      ['cherry'],
      [],
    ]);
    expect(await listAll({ name: 'RR' })).toMatchObject({ total: 2 });
    expect(await listAll({ name: '%' })).toEqual({ templates: [], total: 0 });
    expect(await listAll({ wabaId: 'other' })).toEqual({ templates: [], total: 0 });
    expect(await listAll({ wabaId: channel.wabaId })).toMatchObject({ total: 3 });
    const [mine] = (await listAll()).templates;
    expect(await getTemplate(lab, ctx, mine?.id ?? '')).toEqual(mine);
    const stranger = await lab.addTenant();
    const refused = { reason: 'template.not_found', message: 'Template not found.' };
    await expect(getTemplate(lab, stranger, mine?.id ?? '')).rejects.toMatchObject(refused);
    expect(await listTemplates(lab, stranger, { pageNumber: 1, pageSize: 10 })).toEqual({ templates: [], total: 0 });
  });

  it('finds the one to send', async () => {
    const inLanguages = (name: string, states: Record<string, string>) =>
      Object.entries(states).map(([language, status], index) => listed(`${name}${index}`, name, { language, status }));
    lab.atMeta = [
      ...inLanguages('tea', { de: 'APPROVED', en: 'PAUSED', en_US: 'APPROVED', pt_BR: 'APPROVED' }),
      ...inLanguages('draft_note', { nl: 'REJECTED', en: 'PENDING' }),
      ...inLanguages('only', { nl: 'APPROVED' }),
    ];
    await sync();
    const find = async (name: string, language?: string) =>
      (await findSendableTemplate(lab, ctx, { wabaId: channel.wabaId, name, language })).language;
    expect(await find('tea')).toBe('en_US');
    expect(await find('Tea ', 'pt-br')).toBe('pt_BR');
    expect(await find('tea', 'en')).toBe('en_US');
    expect(await find('only', 'fr')).toBe('nl');
    await expect(find('draft_note')).rejects.toMatchObject({
      reason: 'template.not_approved',
      message: 'Template "draft_note" is not approved: its state is PENDING.',
    });
    await expect(find('draft_note', 'nl')).rejects.toThrow('its state is REJECTED.');
    await expect(find('none')).rejects.toMatchObject({ reason: 'template.not_found' });
  });
});

describe('applyTemplateEvent', () => {
  const status = 'message_template_status_update';
  const about = (id: number | string, rest: Row = {}): Row => ({
    message_template_id: id,
    message_template_name: 'apple',
    message_template_language: 'en',
    ...rest,
  });

  it('changes the row of every tenant that has the account, once', async () => {
    await sync();
    const other = await lab.addTenant();
    await sync(channelOf(other, channel.wabaId));
    const strange = await lab.addTenant();
    await sync(channelOf(strange, 'another'));
    laterMinute();
    // Another app's tenants hear nothing of it, even on an account of that name.
    const deaf = await lab.addTenant();
    await sync(channelOf(deaf, channel.wabaId));
    const all = [ctx, other, strange].map(({ tenantId }) => tenantId);
    laterMinute();
    const changed = await apply(status, about(1, { event: 'PAUSED', reason: null }), all);
    expect(changed.map(({ tenantId, name, status }) => [tenantId, name, status]).sort()).toEqual([
      [ctx.tenantId, 'apple', 'PAUSED'],
      [other.tenantId, 'apple', 'PAUSED'],
    ]);
    expect((await listAll()).templates[0]).toEqual(changed.find(({ tenantId }) => tenantId === ctx.tenantId));
    expect(await apply(status, about(1, { event: 'PAUSED' }), all)).toEqual([]);
    expect(await apply(status, about('1', { event: 'REINSTATED' }), all)).toMatchObject([{ status: 'APPROVED' }, {}]);
  });

  it('reads quality, category and approval', async () => {
    await sync();
    expect(await apply('message_template_quality_update', about(1, { new_quality_score: 'YELLOW' }))).toMatchObject([
      { quality: 'YELLOW', status: 'APPROVED' },
    ]);
    const notice = about(1, { new_category: 'UTILITY', correct_category: 'MARKETING' });
    expect(await apply('template_category_update', notice)).toEqual([]);
    const done = about(1, { previous_category: 'UTILITY', new_category: 'MARKETING' });
    expect(await apply('template_category_update', done)).toMatchObject([{ category: 'MARKETING' }]);
    const approved = about(1, { event: 'APPROVED', message_template_category: 'UTILITY' });
    expect(await apply(status, approved)).toMatchObject([{ category: 'UTILITY', quality: 'YELLOW' }]);
  });

  it('goes by the name only when there is no id to go by', async () => {
    lab.atMeta[0] = { ...lab.atMeta[0], id: undefined, language: 'en_US' };
    await sync();
    const event = { message_template_language: 'en-US', event: 'PAUSED' };
    expect(await apply(status, about('77', event))).toMatchObject([{ name: 'apple', metaId: '77', status: 'PAUSED' }]);
    // A late word on an older template of that name.
    expect(await apply(status, about('66', { ...event, event: 'DELETED' }))).toEqual([]);
    const { message_template_id: _, ...nameless } = about(0, { ...event, event: 'DISABLED' });
    expect(await apply(status, nameless)).toMatchObject([{ name: 'apple', status: 'DISABLED' }]);
  });

  it('ignores other fields, words and templates', async () => {
    await sync();
    const before = await listAll();
    laterMinute();
    expect(await apply('message_template_components_update', about(1, { event: 'PAUSED' }))).toEqual([]);
    expect(await apply(status, about(1, { event: 'FLAGGED' }))).toEqual([]);
    expect(await apply(status, about(1, { event: 'WHO_KNOWS' }))).toEqual([]);
    expect(await apply(status, about(1, {}))).toEqual([]);
    expect(await apply(status, about(404, { event: 'PAUSED' }))).toEqual([]);
    expect(await apply('message_template_quality_update', about(1, { new_quality_score: 7 }))).toEqual([]);
    expect(await listAll()).toEqual(before);
  });
});
