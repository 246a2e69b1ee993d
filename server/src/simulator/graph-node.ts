import type { Clock } from '../kernel/clock.ts';
import type { Channel, Waba } from './accounts.ts';
import type { App } from './apps.ts';
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
export function numberNode(channel: Channel, app: App, fields: string | null): { readonly id: string } {
  const { number, state } = channel;
  const isHigh = state.throughputPerSecond === 0 || state.throughputPerSecond >= highThroughput;
  const limit = channel.waba.portfolio.messagingLimit;
  const all = {
    id: number.phoneNumberId,
    display_phone_number: number.displayPhoneNumber,
    verified_name: number.verifiedName,
    quality_rating: state.quality,
    code_verification_status: state.codeVerification,
    name_status: state.nameStatus,
    status: state.status,
    throughput: { level: isHigh ? 'HIGH' : 'STANDARD' },
    platform_type: 'CLOUD_API',
    account_mode: state.testRecipients ? 'SANDBOX' : 'LIVE',
    messaging_limit_tier: limit,
    whatsapp_business_manager_messaging_limit: limit,
    health_status: numberHealth(channel),
    webhook_configuration: webhookConfiguration(channel, app),
    is_official_business_account: false,
    is_pin_enabled: true,
    ...(state.username ? { username: state.username.name } : {}),
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
    owner_business_info: { id: waba.portfolio.id, name: 'Simulated business' },
    health_status: toHealth('WABA', waba.id, waba.isLocked ? 'BLOCKED' : 'AVAILABLE'),
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

function webhookConfiguration({ state, waba }: Channel, app: App): JsonObject {
  const account = waba.subscriptions.get(app.id)?.override;
  const own = state.overrides.get(app.id);
  return {
    application: app.callback.url(),
    ...(account ? { whatsapp_business_account: account.url() } : {}),
    ...(own ? { phone_number: own.url() } : {}),
  };
}

function numberHealth({ number, state, waba }: Channel): JsonObject {
  const isBlocked = waba.isLocked || !['CONNECTED', 'FLAGGED', 'RATE_LIMITED'].includes(state.status);
  const isLimited = state.status !== 'CONNECTED' || !waba.hasPaymentMethod;
  return toHealth('PHONE_NUMBER', number.phoneNumberId, isBlocked ? 'BLOCKED' : isLimited ? 'LIMITED' : 'AVAILABLE');
}

function toHealth(type: string, id: string, canSend: 'AVAILABLE' | 'LIMITED' | 'BLOCKED'): JsonObject {
  return { can_send_message: canSend, entities: [{ entity_type: type, id, can_send_message: canSend }] };
}
