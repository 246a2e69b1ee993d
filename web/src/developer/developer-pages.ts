export interface DeveloperPageLink {
  readonly to: '/developer/tokens' | '/developer/requests' | '/developer/reference' | '/developer/webhooks';
  readonly label: string;
  /** Any one of them shows the page. */
  readonly permissions: readonly string[];
}

const pages: readonly DeveloperPageLink[] = [
  { to: '/developer/tokens', label: 'API tokens', permissions: ['tokens.manage'] },
  { to: '/developer/requests', label: 'Requests', permissions: ['tokens.manage'] },
  { to: '/developer/reference', label: 'Reference', permissions: ['tokens.manage', 'webhooks.manage'] },
  { to: '/developer/webhooks', label: 'Webhooks', permissions: ['webhooks.manage'] },
];

/** The pages of the part that a person with these permissions sees. */
export function developerPagesFor(held: readonly string[]): readonly DeveloperPageLink[] {
  return pages.filter(({ permissions }) => permissions.some((one) => held.includes(one)));
}
