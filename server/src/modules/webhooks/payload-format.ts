import type { WebhookEventName } from './event-names.ts';

export type WebhookPayload = Record<string, unknown> & { eventType: WebhookEventName };

export interface RenderOptions {
  /** Base of links, without a slash at the end. */
  readonly publicUrl: string;
}

/** Unix seconds as text. */
export function toSeconds(at: Date): string {
  return String(Math.floor(at.getTime() / 1000));
}

/** UTC with the seven fraction digits that .NET writes. */
export function toRoundTrip(at: Date): string {
  return at.toISOString().replace('Z', '0000Z');
}

/** The link under which a file is served to bearers of a token of the tenant. */
export function toFileUrl(tenantId: string, path: string, options: RenderOptions): string {
  return `${options.publicUrl}/${tenantId}/api/file/showFile?fileName=${path}`;
}
