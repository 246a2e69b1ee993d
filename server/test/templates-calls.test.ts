import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { commitBeforeCalls } from '../src/db/commit-before-calls.ts';
import { systemStatement } from '../src/db/scope.ts';
import type { Context } from '../src/kernel/context.ts';
import { createSecretBox } from '../src/kernel/secret-box.ts';
import type { CreateTemplateOutcome, TemplatePage } from '../src/meta/graph-client.ts';
import { addChannel, saveMetaApp } from '../src/modules/channels/index.ts';
import {
  applyTemplateEvent,
  createTemplate,
  deleteTemplates,
  getTemplate,
  submitTemplate,
  syncTemplates,
  type Template,
  type TemplateContent,
  type TemplateDeps,
} from '../src/modules/templates/index.ts';
import { channelOf, listed, startTemplatesLab, type TemplatesLab } from './templates-store-lab.ts';

const hourMs = 3_600_000;
const secrets = createSecretBox('a key for this test');
const content: TemplateContent = {
  header: undefined,
  body: 'Hello {{1}}.',
  footer: undefined,
  buttons: [],
  cards: [],
  offer: undefined,
  expiryMinutes: undefined,
  securityAdvice: false,
  samples: [{ name: '1', value: 'Mei' }],
};

let lab: TemplatesLab;
let ctx: Context;
let wabaId: string;
/** What Meta answers, and what happens meanwhile. */
let onCreate: () => Promise<CreateTemplateOutcome>;
let onList: () => Promise<TemplatePage>;
let deps: TemplateDeps;

beforeAll(async () => {
  lab = await startTemplatesLab();
}, 60_000);
afterAll(() => lab?.close());

beforeEach(async () => {
  ctx = await lab.addTenant();
  wabaId = `610${ctx.tenantId}`;
  onCreate = async () => ({ kind: 'created', templateId: `77${ctx.tenantId}`, status: 'PENDING', category: 'UTILITY' });
  onList = async () => ({ kind: 'ok', templates: [] });
  deps = {
    ...lab,
    secrets,
    publicUrl: () => 'https://parley.example.test',
    outbound: { download: async () => ({ kind: 'failed', detail: 'There are no files here.' }) },
    graph: {
      createTemplate: () => onCreate(),
      listTemplates: () => onList(),
      editTemplate: async () => ({ kind: 'done' }),
      deleteTemplates: async () => ({ kind: 'done' }),
      uploadSample: async () => ({ kind: 'unavailable', sent: false, detail: 'There are no files here.' }),
    },
  };
  const app = { id: `app${ctx.tenantId}`, appSecret: 's', verifyToken: 'v' };
  await saveMetaApp(deps, app);
  await addChannel(deps, ctx.tenantId, {
    metaAppId: app.id,
    wabaId,
    phoneNumberId: `3${ctx.tenantId}`,
    phoneNumber: `1555${ctx.tenantId}`,
    name: 'Main',
    isDefault: true,
    throughputPerSecond: 80,
    accessToken: 'token',
  });
});

const draft = (): Promise<Template> =>
  createTemplate(deps, ctx, {
    wabaId,
    name: 'apple',
    language: 'en',
    category: 'UTILITY',
    subCategory: undefined,
    content,
    own: {},
  });
const submit = ({ id }: Template): Promise<Template> => submitTemplate(deps, ctx, { id, category: 'UTILITY', content });
const now = ({ id }: Template): Promise<Template> => getTemplate(deps, ctx, id);
const sync = () => syncTemplates(deps, channelOf(ctx, wabaId));
const later = (ms: number) => lab.clock.moveTo(lab.clock.nowMs() + ms);
const tell = (event: string) =>
  lab.db.transaction((tx) =>
    applyTemplateEvent(
      tx,
      lab,
      {
        wabaId,
        field: 'message_template_status_update',
        value: {
          message_template_id: `77${ctx.tenantId}`,
          message_template_name: 'apple',
          message_template_language: 'en',
          event,
          reason: 'SCAM',
        },
      },
      [{ tenantId: ctx.tenantId, channels: [] }],
    ),
  );
const eventsStatement = systemStatement<{ type: string; status: string }>(
  'test.template-events',
  `select type, data ->> 'status' as status from events where tenant_id = $1 order by id`,
);

describe('in a call that commits as a whole, when Meta answers nothing and took nothing', () => {
  const nothing = () => Promise.resolve();
  const held = (work: (held: TemplateDeps) => Promise<unknown>): Promise<unknown> =>
    lab.db.hold({ begin: nothing, finish: nothing, abandon: nothing }, () =>
      work({ ...deps, graph: commitBeforeCalls(lab.db, deps.graph) }),
    );

  it('a submission is a draft again, though it is refused', async () => {
    const template = await draft();
    onCreate = async () => ({ kind: 'unavailable', sent: true, detail: 'No answer.' });
    const input = { id: template.id, category: 'UTILITY', content };
    await expect(held((inCall) => submitTemplate(inCall, ctx, input))).rejects.toMatchObject({
      reason: 'meta.unavailable',
    });
    expect(await now(template)).toMatchObject({ status: 'DRAFT', metaCall: null });
  });

  it('a template that Meta still lists is there as before, though its deletion is refused', async () => {
    const template = await submit(await draft());
    const kept = listed(template.metaId ?? '', 'apple');
    onList = async () => ({ kind: 'ok', templates: [kept] });
    deps = {
      ...deps,
      graph: {
        ...deps.graph,
        deleteTemplates: async () => ({ kind: 'unavailable', sent: true, detail: 'No answer.' }),
      },
    };
    const wanted = { wabaId, name: 'apple', language: undefined };
    await expect(held((inCall) => deleteTemplates(inCall, ctx, wanted))).rejects.toMatchObject({
      reason: 'meta.unavailable',
    });
    expect(await now(template)).toMatchObject({ status: 'APPROVED', metaCall: null });
  });
});

describe('a submission', () => {
  it('does not undo a verdict that came before the answer', async () => {
    const template = await draft();
    const answer = await onCreate();
    onCreate = async () => {
      await tell('APPROVED');
      return answer;
    };
    expect(await submit(template)).toMatchObject({ status: 'APPROVED', metaId: `77${ctx.tenantId}`, metaCall: null });
  });

  it('that was left behind by a process that died is mended by the next synchronisation', async () => {
    const template = await draft();
    onCreate = async () => {
      throw new Error('The process dies.');
    };
    await expect(submit(template)).rejects.toThrow('dies');
    expect(await now(template)).toMatchObject({ status: 'PENDING', metaCall: 'create' });
    // It may still be under way.
    await sync();
    expect(await now(template)).toMatchObject({ status: 'PENDING', metaCall: 'create' });
    await expect(deleteTemplates(deps, ctx, { wabaId, name: 'apple', language: 'en' })).rejects.toMatchObject({
      reason: 'template.busy',
    });
    later(hourMs);
    await sync();
    expect(await now(template)).toMatchObject({ status: 'DRAFT', metaCall: null, metaId: null });
  });

  it('that came to pass before the process died is found', async () => {
    const template = await draft();
    onCreate = async () => {
      throw new Error('The process dies.');
    };
    await expect(submit(template)).rejects.toThrow('dies');
    later(hourMs);
    const row = { ...listed(`77${ctx.tenantId}`, 'apple', { status: 'REJECTED', rejected_reason: 'SCAM' }) };
    onList = async () => ({ kind: 'ok', templates: [row] });
    await sync();
    expect(await now(template)).toMatchObject({ status: 'REJECTED', rejectedReason: 'SCAM', metaCall: null });
  });

  it('that nothing of reached Meta is a draft again', async () => {
    const template = await draft();
    onCreate = async () => ({ kind: 'unavailable', sent: false, detail: 'No connection.' });
    await expect(submit(template)).rejects.toMatchObject({ reason: 'meta.unavailable' });
    expect(await now(template)).toMatchObject({ status: 'DRAFT', metaCall: null });
  });
});

it('an edit whose answer is lost, and which Meta does not show, is not known: the next synchronisation tells', async () => {
  const template = await submit(await draft());
  const metaId = template.metaId ?? '';
  await tell('APPROVED');
  onList = async () => ({ kind: 'ok', templates: [listed(metaId, 'apple')] });
  const editTemplate = async () => ({ kind: 'unavailable', sent: true, detail: 'No answer.' }) as const;
  deps = { ...deps, graph: { ...deps.graph, editTemplate } };
  await expect(submit(template)).rejects.toMatchObject({
    reason: 'meta.unavailable',
    message: expect.stringContaining('it is not known whether it took the change'),
  });
  expect(await now(template)).toMatchObject({ status: 'APPROVED', metaCall: null });
  later(hourMs);
  onList = async () => ({ kind: 'ok', templates: [listed(metaId, 'apple', { status: 'PENDING' })] });
  await sync();
  expect(await now(template)).toMatchObject({ status: 'PENDING' });
});

describe('a synchronisation', () => {
  it('that began before does not undo what Meta told since', async () => {
    const template = await submit(await draft());
    later(hourMs);
    const old = listed(`77${ctx.tenantId}`, 'apple');
    onList = async () => {
      later(10);
      await deleteTemplates(deps, ctx, { wabaId, name: 'apple', language: undefined });
      return { kind: 'ok', templates: [old] };
    };
    await sync();
    expect(await now(template)).toMatchObject({ status: 'DELETED' });
  });

  it('that began before does not miss what was created since', async () => {
    const template = await draft();
    onList = async () => {
      later(10);
      await submit(template);
      return { kind: 'ok', templates: [] };
    };
    await sync();
    expect(await now(template)).toMatchObject({ status: 'PENDING' });
  });

  it('leaves drafts alone', async () => {
    const template = await draft();
    later(hourMs);
    expect(await sync()).toMatchObject({ deleted: 0 });
    expect(await now(template)).toMatchObject({ status: 'DRAFT' });
  });
});

it('every change is an event', async () => {
  const template = await draft();
  await submit(template);
  await tell('REJECTED');
  await tell('REJECTED');
  await deleteTemplates(deps, ctx, { wabaId, name: 'apple', language: 'en' });
  expect(await lab.db.system(eventsStatement, [ctx.tenantId])).toEqual([
    { type: 'template.created', status: 'DRAFT' },
    { type: 'template.changed', status: 'PENDING' },
    { type: 'template.changed', status: 'REJECTED' },
    { type: 'template.changed', status: 'DELETED' },
  ]);
});
