export interface ButtonKind {
  readonly kind: string;
  readonly label: string;
  /** Buttons of it on one template. */
  readonly max: number;
}

/** Those that need no more than the editor and a send can give. */
export const buttonKinds: readonly ButtonKind[] = [
  { kind: 'quick_reply', label: 'Quick reply', max: 10 },
  { kind: 'url', label: 'Open an address', max: 2 },
  { kind: 'phone_number', label: 'Call a number', max: 1 },
  { kind: 'voice_call', label: 'Call on WhatsApp', max: 1 },
  { kind: 'copy_code', label: 'Copy an offer code', max: 1 },
  { kind: 'catalog', label: 'Show the catalog', max: 1 },
  { kind: 'request_contact_info', label: 'Ask for contact details', max: 1 },
];

/** WhatsApp takes these on the cards of a carousel. */
export const cardButtonKinds: readonly ButtonKind[] = buttonKinds
  .filter(({ kind }) => ['quick_reply', 'url', 'phone_number'].includes(kind))
  .map((entry) => ({ ...entry, max: Math.min(entry.max, 2) }));

export function buttonLabel(kind: string): string {
  return buttonKinds.find((entry) => entry.kind === kind)?.label ?? kind;
}

/** Quick replies first, as WhatsApp wants them together. */
export function inOrder<Button extends { readonly kind: string }>(buttons: readonly Button[]): Button[] {
  const isReply = ({ kind }: Button): boolean => kind === 'quick_reply';
  return [...buttons.filter(isReply), ...buttons.filter((button) => !isReply(button))];
}
