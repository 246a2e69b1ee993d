/** Who acts: every stored change names one of these. */
export type Actor =
  | { readonly kind: 'operator'; readonly operatorId: string }
  | { readonly kind: 'token'; readonly tokenId: string; readonly operatorId: string | undefined }
  | { readonly kind: 'bot'; readonly flowId: string }
  | { readonly kind: 'campaign'; readonly campaignId: string }
  | { readonly kind: 'system' };

/** What every verb is given: whose data, who acts, and the request or job it belongs to. */
export interface Context {
  readonly tenantId: string;
  readonly actor: Actor;
  readonly requestId: string;
}
