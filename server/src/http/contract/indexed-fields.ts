import type { FormFields } from './form-fields.ts';

/** Far deeper than any list of the contract. */
const depthLimit = 6;
/** As PHP, jQuery and axios write a member of a list, `a[0][b]`, and as .NET does, `a[0].b`. */
const indexedName = /^([^[\].]+)((?:\[\w+\]|\.\w+)+)$/;

type Branch = Map<string, Branch | string>;

/**
 * Reads lists that a form or a query writes field by field: the fields `a[0][b]` and `a[1][b]` become one field `a` with
 * the JSON text of the list. What can't be read so is left as it is; a field `a` of its own wins.
 */
export function joinIndexedFields(fields: FormFields): FormFields {
  let joined: Map<string, Branch> | undefined;
  for (const key in fields) {
    if (!key.includes('[')) continue;
    const [, root = '', rest = ''] = indexedName.exec(key) ?? [];
    const path = rest.match(/\w+/g) ?? [];
    const value = fields[key];
    if (path.length === 0 || path.length > depthLimit || typeof value !== 'string' || fields[root] !== undefined)
      continue;
    joined ??= new Map();
    const branch = joined.get(root) ?? new Map();
    joined.set(root, branch);
    put(branch, path, value);
  }
  if (joined === undefined) return fields;
  const result: Record<string, string | readonly string[]> = Object.assign(Object.create(null), fields);
  for (const [root, branch] of joined) result[root] = toJson(branch);
  return result;
}

/** The first value of a place wins. */
function put(root: Branch, path: readonly string[], value: string): void {
  let at = root;
  for (const step of path.slice(0, -1)) {
    const next = at.get(step) ?? new Map();
    if (typeof next === 'string') return;
    at.set(step, next);
    at = next;
  }
  const last = path.at(-1) ?? '';
  if (!at.has(last)) at.set(last, value);
}

/** Written as text, so that names such as `__proto__` are dropped where all JSON is read. */
function toJson(branch: Branch | string): string {
  if (typeof branch === 'string') return JSON.stringify(branch);
  const entries = [...branch];
  if (entries.every(([key]) => /^\d+$/.test(key))) {
    const inOrder = entries.sort(([left], [right]) => Number(left) - Number(right));
    return `[${inOrder.map(([, value]) => toJson(value)).join(',')}]`;
  }
  return `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${toJson(value)}`).join(',')}}`;
}
