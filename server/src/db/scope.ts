import { assert } from '../kernel/assert.ts';
import { arrayEncodersOf, type EncodeArray } from './array-parameter.ts';

/** A statement on one tenant's rows. Its text names `tenant_id = $1`; the scope fills $1, so it can't be forgotten. */
export interface TenantStatement<Row> {
  readonly kind: 'tenant';
  readonly name: string;
  readonly text: string;
  readonly arrays: ReadonlyMap<number, EncodeArray>;
  readonly row?: Row;
}

/** A statement of the platform itself: batches over many tenants (each row carries its tenant_id), leases, sign-in. */
export interface SystemStatement<Row> {
  readonly kind: 'system';
  readonly name: string;
  readonly text: string;
  readonly arrays: ReadonlyMap<number, EncodeArray>;
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
  return { kind: 'tenant', name, text, arrays: arrayEncodersOf(text) };
}

export function systemStatement<Row>(name: string, text: string): SystemStatement<Row> {
  return { kind: 'system', name, text, arrays: arrayEncodersOf(text) };
}

export function createScope(run: (query: PreparedQuery) => Promise<{ rows: unknown[] }>): Scope {
  return {
    async tenant<Row>(tenantId: string, statement: TenantStatement<Row>, values: readonly unknown[] = []) {
      const result = await run(toQuery(statement, [tenantId, ...values]));
      return result.rows as Row[];
    },
    async system<Row>(statement: SystemStatement<Row>, values: readonly unknown[] = []) {
      const result = await run(toQuery(statement, values));
      return result.rows as Row[];
    },
  };
}

function toQuery(
  { name, text, arrays }: Pick<SystemStatement<unknown>, 'name' | 'text' | 'arrays'>,
  values: readonly unknown[],
): PreparedQuery {
  const encoded = values.map((value, index) =>
    Array.isArray(value) ? (arrays.get(index + 1)?.(value) ?? value) : value,
  );
  return { name, text, values: encoded };
}
