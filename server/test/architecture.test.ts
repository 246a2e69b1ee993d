import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { webhookEventNames } from '../src/modules/webhooks/index.ts';
import { contractWebhookNames } from './harness/webhook-receiver.ts';
import { moduleOf, sourceFiles, src } from './source-files.ts';

/** The layer of a file: its folder, or its name when it lies at the root of src. */
function layerOf(path: string): string {
  return path.includes('/') ? (path.split('/')[0] ?? '') : 'root';
}

// Each layer may import itself and these.
const mayImport: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  db: ['kernel'],
  queue: ['kernel', 'db'],
  events: ['kernel', 'db'],
  meta: ['kernel', 'outbound-http'],
  'outbound-http': ['kernel'],
  modules: ['kernel', 'db', 'queue', 'events', 'meta', 'outbound-http'],
  http: ['kernel', 'modules', 'meta', 'outbound-http'],
  simulator: ['kernel', 'meta'],
  story: ['kernel'],
};

// A module calls verbs of those before it.
const moduleOrder = [
  ['audit'],
  ['accounts', 'idempotency', 'requests'],
  ['channels'],
  ['contacts'],
  ['templates', 'media'],
  ['conversations'],
  ['messages', 'sales'],
  ['billing', 'payments', 'calls', 'links'],
  ['intake', 'campaigns', 'webhooks', 'automation', 'inbox'],
  ['contact-jobs'],
];

function rankOf(module: string): number {
  return moduleOrder.findIndex((group) => group.includes(module));
}

describe('the dependency rule', () => {
  test('each layer imports only what lies below it', () => {
    const broken = sourceFiles.flatMap((file) => {
      const allowed = mayImport[layerOf(file.path)];
      if (!allowed) return [];
      const layer = layerOf(file.path);
      return file.imports
        .filter((name) => layerOf(name) !== layer && !allowed.includes(layerOf(name)))
        .map((name) => `${file.path} imports ${name}`);
    });
    expect(broken).toEqual([]);
  });

  test('every module has a place in the order and calls only modules before it, by their index', () => {
    const broken = sourceFiles.flatMap((file) => {
      const module = moduleOf(file.path);
      if (module === undefined) return [];
      if (rankOf(module) < 0) return [`${module} has no place in the order`];
      return file.imports.flatMap((name) => {
        const other = moduleOf(name);
        if (other === undefined || other === module) return [];
        const right = rankOf(other) >= rankOf(module) ? [`${file.path} reaches right to ${other}`] : [];
        return name.endsWith('/index.ts') ? right : [...right, `${file.path} reaches into ${name}`];
      });
    });
    expect(broken).toEqual([]);
  });

  test('http reaches modules by their index alone', () => {
    const broken = sourceFiles.flatMap((file) =>
      layerOf(file.path) !== 'http'
        ? []
        : file.imports
            .filter(
              (name) => moduleOf(name) !== undefined && !name.endsWith('/index.ts') && !name.includes('/generated/'),
            )
            .map((name) => `${file.path} imports ${name}`),
    );
    expect(broken).toEqual([]);
  });

  // v2 is one document with v1 and answers with some of its shapes.
  const versionsBelow: Readonly<Record<string, readonly string[]>> = { v2: ['v1'] };

  test('a version of the API stands on no other, and nothing stands on a version', () => {
    const folderOf = (path: string) => /^http\/([^/]+)\//.exec(path)?.[1] ?? '';
    const broken = sourceFiles.flatMap(({ path, imports }) =>
      path.startsWith('http/') && path.split('/').length > 2
        ? imports
            .filter((name) => /^http\/v[123]\//.test(name) && folderOf(name) !== folderOf(path))
            .filter((name) => !versionsBelow[folderOf(path)]?.includes(folderOf(name)))
            .map((name) => `${path} imports ${name}`)
        : [],
    );
    expect(broken).toEqual([]);
  });

  test('no import goes round in a circle', () => {
    const done = new Set<string>();
    const circles: string[] = [];
    // Types may point back: they are gone when the code runs.
    const graph = new Map(
      sourceFiles.map((file) => [
        file.path,
        [...file.text.matchAll(/import\s+(?!type)[^;]*?from '(\.[^']+)'/g)]
          .filter((match) => !/^import\s*\{(\s*type [^,}]+,?)+\s*\}/.test(match[0]))
          .map((match) => relative(src, resolve(src, dirname(file.path), match[1] ?? '')).replaceAll('\\', '/')),
      ]),
    );
    const visit = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
      if (done.has(path) || trail.includes(path)) return;
      for (const name of graph.get(path) ?? []) visit(name, [...trail, path]);
      done.add(path);
    };
    for (const file of sourceFiles) visit(file.path, []);
    expect(circles).toEqual([]);
  });
});

describe('the statements', () => {
  test('have each a name of their own: a connection prepares one text under a name', () => {
    const named = /(?:tenant|system)Statement(?:<(?:[^()]|\(\))*?>)?\(\s*'([^']+)'/g;
    const names = sourceFiles.flatMap(({ text }) => [...text.matchAll(named)].map(([, name]) => name));
    expect(names.length).toBeGreaterThan(500);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  const owners: Readonly<Record<string, string>> = {
    tenants: 'accounts',
    operators: 'accounts',
    teams: 'accounts',
    api_tokens: 'accounts',
    tenant_limits: 'accounts',
    tenant_usage: 'accounts',
    plans: 'accounts',
    tenant_plans: 'accounts',
    rate_windows: 'accounts',
    api_usage: 'accounts',
    operator_sessions: 'accounts',
    team_members: 'accounts',
    custom_roles: 'accounts',
    invitations: 'accounts',
    working_hours: 'accounts',
    retention_settings: 'accounts',
    audit_heads: 'audit',
    audit_entries: 'audit',
    idempotency_keys: 'idempotency',
    request_log: 'requests',
    request_log_settings: 'requests',
    meta_apps: 'channels',
    channels: 'channels',
    wabas: 'channels',
    number_profiles: 'channels',
    flows: 'automation',
    flow_runs: 'automation',
    flow_inputs: 'automation',
    contacts: 'contacts',
    contact_aliases: 'contacts',
    contact_day_counts: 'contacts',
    segments: 'contacts',
    segment_members: 'contacts',
    kept_attributes: 'contacts',
    contact_jobs: 'contact-jobs',
    contact_import_rows: 'contact-jobs',
    contact_job_changes: 'contact-jobs',
    templates: 'templates',
    media: 'media',
    conversations: 'conversations',
    conversation_aliases: 'conversations',
    tickets: 'conversations',
    ticket_events: 'conversations',
    tags: 'conversations',
    conversation_tags: 'conversations',
    messages: 'messages',
    wamids: 'messages',
    send_queue: 'messages',
    parked_statuses: 'messages',
    history_moves: 'messages',
    contact_merges: 'messages',
    block_changes: 'messages',
    moved_messages: 'messages',
    orders: 'payments',
    order_updates: 'payments',
    payment_switches: 'payments',
    intake_payloads: 'intake',
    intake_rejects: 'intake',
    channel_webhooks: 'intake',
    calls: 'calls',
    link_clicks: 'links',
    webhook_endpoints: 'webhooks',
    webhook_deliveries: 'webhooks',
    campaigns: 'campaigns',
    event_stream: 'inbox',
    inbox_notes: 'inbox',
    inbox_favourites: 'inbox',
    inbox_views: 'inbox',
    inbox_presence: 'inbox',
    inbox_moves: 'inbox',
    quick_replies: 'inbox',
    scheduled_messages: 'inbox',
    lead_stages: 'sales',
    leads: 'sales',
    lead_moves: 'sales',
    campaign_recipients: 'campaigns',
    campaign_count_changes: 'campaigns',
    campaign_drafts: 'campaigns',
    campaign_files: 'campaigns',
    campaign_file_rows: 'campaigns',
    campaign_dry_runs: 'campaigns',
    prices: 'billing',
    billing_rules: 'billing',
    wallets: 'billing',
    wallet_entries: 'billing',
    free_service_usage: 'billing',
  };

  test('a table is written by its owner alone', () => {
    const writes = /\b(?:insert into|update|delete from)\s+([a-z_]+)/g;
    const broken = sourceFiles.flatMap((file) => {
      const module = moduleOf(file.path);
      if (module === undefined || !/Statement\(/.test(file.text.replace(/Statement<[^(]*>\(/g, 'Statement(')))
        return [];
      return [...file.text.matchAll(writes)]
        .map((match) => match[1] ?? '')
        .filter((table) => owners[table] !== undefined && owners[table] !== module)
        .map((table) => `${file.path} writes ${table}`);
    });
    expect(broken).toEqual([]);
  });

  test('every table of a tenant has the tenant first in its primary key', () => {
    const dir = resolve(src, '..', 'migrations');
    const sql = readdirSync(dir)
      .map((name) => readFileSync(join(dir, name), 'utf8'))
      .join('\n');
    const tables = [...sql.matchAll(/create table ([a-z_]+) \(([\s\S]*?)\n\)/g)];
    const broken = tables
      .filter(([, , body = '']) => /^\s*tenant_id text not null/m.test(body))
      .filter(([, name = '', body = '']) => name !== 'api_tokens' && !/primary key \(tenant_id/.test(body))
      .map(([, name]) => name);
    expect(tables.length).toBeGreaterThan(20);
    expect(broken).toEqual([]);
  });

  test('the event names of endpoints are those of the contract', () => {
    expect([...webhookEventNames].sort()).toEqual(contractWebhookNames().sort());
  });
});
