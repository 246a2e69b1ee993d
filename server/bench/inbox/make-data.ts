import type { Database } from '../../src/db/database.ts';
import { systemStatement } from '../../src/db/scope.ts';

export interface DataSize {
  readonly conversations: number;
  readonly messages: number;
}

const tenantId = '100100';
/** The messages lie in the last so many days. */
const days = 60;
/** Rows of one statement. */
const slice = 50_000;
/** Words that messages are made of: the first are in every tenth message, the last in very few. */
const words = 4_000;

// Ids as the platform makes them: seconds in hex, then what makes them one of a kind.
const idAt = (moment: string, number: string, kind: string): string =>
  `lpad(to_hex(extract(epoch from ${moment})::bigint), 8, '0') || lpad(to_hex(${number} % 1048576), 5, '0')
   || substr(md5('${kind}' || ${number}), 1, 11)`;

/** The last activity of a chat: the newest chats are the busy ones of today. */
const activityOf = (n: string): string =>
  `now() - (${n}::numeric / $3) * interval '${days} days' - interval '1 minute'`;

const partitions = systemStatement(
  '',
  `select parley_create_month_partition(parent, (date_trunc('month', now()) - m * interval '1 month')::date)
   from unnest(array['messages', 'events']) as parent, generate_series(1, 3) as m`,
);

const contacts = systemStatement(
  '',
  `insert into contacts (tenant_id, id, wa_id, name, attributes, team_ids, created_at, updated_at)
   select '${tenantId}', ${idAt('now()', 'n', 'c')}, (440000000000 + n)::text,
     (array['Ada', 'Bo', 'Cleo', 'Dan', 'Eva', 'Finn', 'Gia', 'Hugo'])[1 + n % 8] || ' ' || substr(md5('name' || n), 1, 7),
     json_build_object('city', 'City ' || n % 500, 'plan', (array['gold', 'silver', 'none'])[1 + n % 3])::jsonb,
     case when n % 10 = 0 then array(select id from teams where tenant_id = '${tenantId}' and name = 'Sales') else '{}' end, now(), now()
   from generate_series($1::int, $2::int) n`,
);

const conversations = systemStatement(
  '',
  `insert into conversations (tenant_id, id, contact_id, channel_id, status, assigned_operator_id, last_customer_message_at,
     created_at, updated_at, last_activity_at, unread_since)
   select '${tenantId}', ${idAt('now()', 'n', 'v')}, ${idAt('now()', 'n', 'c')},
     (select id from channels where tenant_id = '${tenantId}' and is_default),
     case when n <= $3 / 50 then (array['open', 'open', 'pending'])[1 + n % 3]
       else (array['solved', 'expired', 'broadcast', 'solved'])[1 + n % 4] end,
     case when n % 3 = 0 then (select id from operators where tenant_id = '${tenantId}' and email = 'agent@demo.test') end,
     ${activityOf('n')}, now(), now(), date_trunc('milliseconds', ${activityOf('n')}),
     case when n <= $3 / 50 and n % 4 = 0 then ${activityOf('n')} end
   from generate_series($1::int, $2::int) n`,
);

// Message n belongs to chat n % conversations; the earlier ones of a chat lie an hour apart.
const messages = systemStatement(
  '',
  `insert into messages (tenant_id, id, conversation_id, contact_id, channel_id, direction, kind, type, text, content, wamid, status, source,
     created_at, sent_at)
   select '${tenantId}', ${idAt('m.at', 'm.n', 'm')}, ${idAt('now()', 'm.v', 'v')}, ${idAt('now()', 'm.v', 'c')}, ch.id,
     case when m.n % 2 = 0 then 'in' else 'out' end, 'session', 'text', m.text, json_build_object('body', m.text), 'wamid.bench.' || m.n,
     case when m.n % 2 = 0 then 20 else 40 end, case when m.n % 2 = 0 then null else 'WEB' end, m.at, m.at
   from (
     select n, 1 + n % $3 as v, ${activityOf('(1 + n % $3)')} - (n / $3) * interval '1 hour' as at,
       (select string_agg('word' || ((n::bigint * (k * 37 + 11)) % (10 + k * k * ${Math.ceil(words / 64)}))::text, ' ') from generate_series(0, 7) k) as text
     from generate_series($1::int, $2::int) n) m
   cross join lateral (select id from channels where tenant_id = '${tenantId}' and is_default) ch`,
);

const tags = systemStatement(
  '',
  `with made as (
     insert into tags (tenant_id, id, name, name_key, created_at)
     select '${tenantId}', ${idAt('now()', 'n', 't')}, name, lower(name), now()
     from (values (1, 'Rare'), (2, 'Frequent')) as t (n, name) returning id, name)
   insert into conversation_tags (tenant_id, conversation_id, tag_id, added_at)
   select v.tenant_id, v.id, made.id, now() from conversations v cross join made
   where v.tenant_id = '${tenantId}' and hashtext(v.id) % case made.name when 'Rare' then 500 else 5 end = 0`,
);

/** Fills the demo workspace with chats; the ids of all rows are made in the database. */
export async function makeData(db: Database, size: DataSize, told: (text: string) => void): Promise<void> {
  await db.system(partitions);
  // `now()` must be one moment for the ids of all: each table is one transaction.
  await db.relaxed.transaction(async (tx) => {
    const fill = async (name: string, statement: typeof contacts, rows: number): Promise<void> => {
      const began = performance.now();
      for (let first = 1; first <= rows; first += slice) {
        const last = Math.min(rows, first + slice - 1);
        const given = statement === contacts ? [first, last] : [first, last, size.conversations];
        await tx.system(statement, given);
      }
      told(`${rows} ${name} in ${Math.round((performance.now() - began) / 1_000)} s`);
    };
    await fill('contacts', contacts, size.conversations);
    await fill('conversations', conversations, size.conversations);
    await fill('messages', messages, size.messages);
    await tx.system(tags);
  });
  await db.system(systemStatement('', 'vacuum analyze'));
}
