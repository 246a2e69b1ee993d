import { assert } from '../kernel/assert.ts';

/** A statement on one tenant's rows. Its text names `tenant_id = $1`; the scope fills $1, so it can't be forgotten. */
export interface TenantStatement<Row> {
  readonly kind: 'tenant';
  readonly name: string;
  readonly text: string;
  readonly row?: Row;
}

/** A statement of the platform itself: batches over many tenants (each row carries its tenant_id), leases, sign-in. */
export interface SystemStatement<Row> {
  readonly kind: 'system';
  readonly name: string;
  readonly text: string;
  readonly row?: Row;
}

export interface Scope {
  /** Runs a statement on the rows of that tenant alone. `values` start at $2. */
  tenant<Row>(tenantId: string, statement: TenantStatement<Row>, values?: readonly unknown[]): Promise<Row[]>;
  /** Runs a statement of the platform. `values` start at $1. */
  system<Row>(statement: SystemStatement<Row>, values?: readonly unknown[]): Promise<Row[]>;
}

export interface PreparedQuery {
  name: string;
  text: string;
  values: unknown[];
}

export function tenantStatement<Row>(name: string, text: string): TenantStatement<Row> {
  assert(/tenant_id( = |, | *\))/.test(text) && text.includes('$1'), `statement ${name} is bound to its tenant`);
  return { kind: 'tenant', name, text };
}

export function systemStatement<Row>(name: string, text: string): SystemStatement<Row> {
  return { kind: 'system', name, text };
}

export function createScope(run: (query: PreparedQuery) => Promise<{ rows: unknown[] }>): Scope {
  return {
    async tenant<Row>(tenantId: string, statement: TenantStatement<Row>, values: readonly unknown[] = []) {
      const result = await run({
        name: statement.name,
        text: statement.text,
        values: [tenantId, ...values.map(toParameter)],
      });
      return result.rows as Row[];
    },
    async system<Row>(statement: SystemStatement<Row>, values: readonly unknown[] = []) {
      const result = await run({ name: statement.name, text: statement.text, values: values.map(toParameter) });
      return result.rows as Row[];
    },
  };
}

const plainText = /^[\w.:+/=-]+$/;

// The driver's own encoding of arrays takes two passes of each element; most of ours are ids and moments.
function toParameter(value: unknown): unknown {
  return Array.isArray(value) ? `{${value.map(toElement).join(',')}}` : value;
}

function toElement(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  const text = value instanceof Date ? value.toISOString() : String(value);
  if (plainText.test(text) && text.toLowerCase() !== 'null') return text;
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
