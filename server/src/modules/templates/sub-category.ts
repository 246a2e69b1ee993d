import type { TemplateComponent } from './components.ts';

/** The kind of template that its parts make it, in WATI's words, where Meta names none. */
export function subCategoryOf(components: readonly TemplateComponent[]): string {
  const has = (type: string): boolean => components.some((part) => part.type?.toUpperCase() === type);
  const hasButton = (type: string): boolean =>
    components.some((part) => part.buttons?.some((button) => button.type?.toUpperCase() === type));
  if (has('CAROUSEL')) return 'CAROUSEL';
  if (has('LIMITED_TIME_OFFER')) return 'LIMITED_TIME_OFFER';
  if (hasButton('CATALOG')) return 'CATALOG';
  if (hasButton('ORDER_DETAILS')) return 'CHECKOUT_BUTTON';
  return 'STANDARD';
}
