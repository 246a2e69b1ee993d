import { assert } from '../kernel/assert.ts';
import { arrayEncodersOf, type EncodeArray } from './array-parameter.ts';
import type { GatheredQuery } from './gathered-reads.ts';

/** A statement on one tenant's rows. Its text names `tenant_id = $1`; the scope fills $1, so it can't be forgotten. */
export interface TenantStatement<Row> {
  readonly kind: 'tenant';
  readonly name: string;
  readonly text: string;
  readonly arrays: ReadonlyMap<number, EncodeArray>;
  readonly shared: boolean;
  readonly row?: Row;
}

/** A statement of the platform itself: batches over many tenants (each row carries its tenant_id), leases, sign-in. */
export interface SystemStatement<Row> {
  readonly kind: 'system';
  readonly name: string;
  readonly text: string;
  readonly arrays: ReadonlyMap<number, EncodeArray>;
  readonly shared: boolean;
  readonly gathered?: string;
  readonly row?: Row;
}

export interface Scope {
  /** Runs a statement on the rows of that tenant alone. `values` start at $2. */
  tenant<Row>(tenantId: string, statement: TenantStatement<Row>, values?: readonly unknown[]): Promise<Row[]>;
  /** Runs a statement of the platform. `values` start at $1. */
  system<Row>(statement: SystemStatement<Row>, values?: readonly unknown[]): Promise<Row[]>;
}

/** Two writes that are run as one are one write. */
const writes = /\b(insert into|update|delete from)\b/i;

/** A read that callers may share who ask for it at the same time: they get the same row objects, and change none. */
export interface StatementOptions {
  readonly shared?: boolean;
}

/** A question without values that one row answers, whose only column is named here, may be asked together with others. */
export interface SystemStatementOptions extends StatementOptions {
  readonly gathered?: string;
}

export interface PreparedQuery {
  name: string;
  text: string;
  values: unknown[];
}

export function tenantStatement<Row>(
  name: string,
  text: string,
  { shared = false }: StatementOptions = {},
): TenantStatement<Row> {
  assert(!shared || !writes.test(text), `statement ${name} is shared, so it reads only`);
  assert(/tenant_id( = |, | *\))/.test(text) && text.includes('$1'), `statement ${name} is bound to its tenant`);
  return { kind: 'tenant', name, text, arrays: arrayEncodersOf(text), shared };
}

export function systemStatement<Row>(
  name: string,
  text: string,
  { shared = false, gathered }: SystemStatementOptions = {},
): SystemStatement<Row> {
  assert(!shared || !writes.test(text), `statement ${name} is shared, so it reads only`);
  const statement = { kind: 'system', name, text, arrays: arrayEncodersOf(text), shared } as const;
  return gathered === undefined ? statement : { ...statement, gathered };
}

type Run = (query: PreparedQuery) => Promise<{ rows: unknown[] }>;

/**
 * With `share`, statements marked as shared are run once for all who ask at the same time; with `gather`, those marked so
 * are run as one. Not within transactions.
 */
export function createScope(
  run: Run,
  share?: (key: string, read: () => Promise<{ rows: unknown[] }>) => Promise<{ rows: unknown[] }>,
  gather?: (query: GatheredQuery) => Promise<{ rows: unknown[] }>,
): Scope {
  const ask = async (
    statement: TenantStatement<unknown> | SystemStatement<unknown>,
    values: readonly unknown[],
  ): Promise<unknown[]> => {
    const query = toQuery(statement, values);
    if (!statement.shared || !share) return (await run(query)).rows;
    const { rows } = await share(JSON.stringify([statement.name, values]), () => run(query));
    return [...rows];
  };
  return {
    async tenant<Row>(tenantId: string, statement: TenantStatement<Row>, values: readonly unknown[] = []) {
      return (await ask(statement, [tenantId, ...values])) as Row[];
    },
    async system<Row>(statement: SystemStatement<Row>, values: readonly unknown[] = []) {
      const { name, text, gathered: column } = statement;
      const rows = column && gather ? (await gather({ name, text, column })).rows : await ask(statement, values);
      return rows as Row[];
    },
  };
}

function toQuery(
  { name, text, arrays }: TenantStatement<unknown> | SystemStatement<unknown>,
  values: readonly unknown[],
): PreparedQuery {
  const encoded = values.map((value, index) =>
    Array.isArray(value) ? (arrays.get(index + 1)?.(value) ?? value) : value,
  );
  return { name, text, values: encoded };
}
