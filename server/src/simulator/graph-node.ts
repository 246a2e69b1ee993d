import type { Clock } from '../kernel/clock.ts';
import type { Channel, Waba } from './accounts.ts';
import { downloadUrl } from './download-media.ts';
import type { JsonObject } from './json-value.ts';
import { type StoredMedia, sha256Of } from './media-store.ts';
import type { SimulatedIds } from './simulated-ids.ts';

/** Throughput from which a number counts as upgraded. */
const highThroughput = 1_000;

const numberDefaults = [
  'display_phone_number',
  'verified_name',
  'quality_rating',
  'code_verification_status',
  'platform_type',
  'throughput',
  'webhook_configuration',
];
const accountDefaults = ['name', 'timezone_id', 'message_template_namespace', 'currency'];

/** A phone number node with the fields asked for, or Meta's usual ones. */
export function numberNode(channel: Channel, callbackUrl: string, fields: string | null): { readonly id: string } {
  const { number } = channel;
  const isHigh = number.throughputPerSecond === 0 || number.throughputPerSecond >= highThroughput;
  const all = {
    id: number.phoneNumberId,
    display_phone_number: number.displayPhoneNumber,
    verified_name: number.verifiedName,
    quality_rating: 'GREEN',
    code_verification_status: 'VERIFIED',
    name_status: 'APPROVED',
    status: 'CONNECTED',
    throughput: { level: isHigh ? 'HIGH' : 'STANDARD' },
    platform_type: 'CLOUD_API',
    account_mode: 'LIVE',
    messaging_limit_tier: 'TIER_UNLIMITED',
    whatsapp_business_manager_messaging_limit: 'TIER_UNLIMITED',
    health_status: availableEntity('PHONE_NUMBER', number.phoneNumberId),
    webhook_configuration: { application: callbackUrl },
    is_official_business_account: false,
    is_pin_enabled: true,
  };
  return selectFields(all, fields, numberDefaults);
}

/** A business account node. */
export function accountNode(waba: Waba, fields: string | null): { readonly id: string } {
  const all = {
    id: waba.id,
    name: 'Simulated account',
    timezone_id: '1',
    message_template_namespace: `simulated_${waba.id}`,
    account_review_status: 'APPROVED',
    business_verification_status: 'verified',
    country: 'US',
    currency: 'USD',
    status: 'ACTIVE',
    owner_business_info: { id: `9${waba.id}`, name: 'Simulated business' },
    health_status: availableEntity('WABA', waba.id),
  };
  return selectFields(all, fields, accountDefaults);
}

/** A media node with a fresh download address. */
export function mediaNode(
  deps: { clock: Clock; ids: SimulatedIds; baseUrl: () => string },
  media: StoredMedia,
): JsonObject {
  return {
    messaging_product: 'whatsapp',
    url: downloadUrl(deps, media),
    mime_type: media.mimeType,
    sha256: sha256Of(media, 'hex'),
    file_size: String(media.bytes.length),
    id: media.id,
  };
}

/** The members named by a `fields` parameter, with the id; all of `defaults`, or simply all, without one. */
export function selectFields<Node extends { readonly id: string }>(
  node: Node,
  fields: string | null,
  defaults?: readonly string[],
): { readonly id: string } {
  const wanted = fields ? namesOf(fields) : defaults;
  if (!wanted) return node;
  const chosen = Object.entries(node).filter(([name]) => name === 'id' || wanted.includes(name));
  return { ...Object.fromEntries(chosen), id: node.id };
}

/** A field may carry a sub-selection in braces or options in brackets; the outer name counts. */
function namesOf(fields: string): string[] {
  const flat = fields.replace(/\{[^}]*\}|\([^)]*\)|\.[^,]*/g, '');
  return flat.split(',').map((name) => name.trim());
}

function availableEntity(type: string, id: string): JsonObject {
  return {
    can_send_message: 'AVAILABLE',
    entities: [{ entity_type: type, id, can_send_message: 'AVAILABLE' }],
  };
}
