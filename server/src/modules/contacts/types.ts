/** A person who may write to the business or be written to. */
export interface Contact {
  tenantId: string;
  id: string;
  /** Digits with country code; null for a person known only by a BSUID. */
  waId: string | null;
  /** Business-scoped user id of Meta. */
  bsuid: string | null;
  parentBsuid: string | null;
  username: string | null;
  /** The name the business gave; wins over the profile name. */
  name: string | null;
  profileName: string | null;
  source: string | null;
  attributes: Record<string, string>;
  optedIn: boolean;
  allowBroadcast: boolean;
  allowSms: boolean;
  teamIds: string[];
  /** While set, nothing is sent to the contact and what it writes is stored but not shown. */
  blockedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

export function contactColumns(alias: string): string {
  return `${alias}.tenant_id as "tenantId", ${alias}.id, ${alias}.wa_id as "waId", ${alias}.bsuid,
    ${alias}.parent_bsuid as "parentBsuid", ${alias}.username, ${alias}.name, ${alias}.profile_name as "profileName",
    ${alias}.source, ${alias}.attributes, ${alias}.opted_in as "optedIn", ${alias}.allow_broadcast as "allowBroadcast",
    ${alias}.allow_sms as "allowSms", ${alias}.team_ids as "teamIds", ${alias}.blocked_at as "blockedAt", ${alias}.created_at as "createdAt",
    ${alias}.updated_at as "updatedAt"`;
}
