import type { TemplateComponent } from './components.ts';
import type { HeaderMedia } from './header-link.ts';

/** A message template: one name in one language, as Meta holds it. */
export interface Template {
  tenantId: string;
  id: string;
  wabaId: string;
  metaId: string | null;
  name: string;
  /** Meta's code, such as `en` or `pt_BR`. */
  language: string;
  /** MARKETING, UTILITY or AUTHENTICATION; Meta may add more. */
  category: string;
  subCategory: string;
  /** APPROVED, PENDING, REJECTED, PAUSED, DISABLED, DELETED and others of Meta's words. Only APPROVED can be sent. */
  status: string;
  /** GREEN, YELLOW, RED or UNKNOWN. */
  quality: string;
  parameterFormat: 'NAMED' | 'POSITIONAL';
  components: TemplateComponent[];
  /** Our copies of the media of fixed headers, by slot. */
  headerMedia: Readonly<Record<string, HeaderMedia>>;
  /** The parameter whose address is the media of the header; null: the header is fixed. */
  headerParameter: string | null;
  createdAt: Date;
  /** When something people see last changed, here or at Meta. */
  updatedAt: Date;
}

/** A value that a template needs, with the example given to Meta's reviewers. */
export interface TemplateParameter {
  readonly name: string;
  /** Empty when Meta has none. */
  readonly sample: string;
}
