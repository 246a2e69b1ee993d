import type { PersonInCharge } from '../../modules/accounts/index.ts';
import type { Credential } from '../authenticate.ts';
import { requireSession } from '../internal/require-session.ts';

/** Who is signed in, as verbs that give rights want to know. */
export function personInCharge(credential: Credential): PersonInCharge & { readonly name: string } {
  const { operator, permissions } = requireSession(credential);
  return { operatorId: operator.id, name: operator.name, permissions };
}
