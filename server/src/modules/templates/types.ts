import type { TemplateComponent } from './components.ts';
import type { HeaderMedia } from './header-link.ts';
import type { TrackedButton } from './tracked-links.ts';

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
  /** DRAFT, or one of Meta's words: APPROVED, PENDING, REJECTED, PAUSED, DISABLED, DELETED ... Only APPROVED can be sent. */
  status: string;
  /** GREEN, YELLOW, RED or UNKNOWN. */
  quality: string;
  parameterFormat: 'NAMED' | 'POSITIONAL';
  components: TemplateComponent[];
  /** Our copies of the media of fixed headers, by slot. */
  headerMedia: Readonly<Record<string, HeaderMedia>>;
  /** The parameter whose address is the media of the header; null: the header is fixed. */
  headerParameter: string | null;
  /** Null for a template that was not made here. */
  own: TemplateOwn | null;
  /** Meta's word for why it was rejected. */
  rejectedReason: string | null;
  /** A call to Meta that is under way, or whose end is not known yet. */
  metaCall: 'create' | 'edit' | 'delete' | null;
  createdAt: Date;
  /** When something people see last changed, here or at Meta. */
  updatedAt: Date;
}

/** What the maker of a template said and Meta does not keep. */
export interface TemplateOwn {
  /** `template` or `hsm`. */
  readonly type?: string | undefined;
  readonly creationMethod?: number | undefined;
  /** The names of the parameters, in their order at Meta; the same name twice is one parameter. */
  readonly parameterNames?: readonly string[] | undefined;
  /** Its url buttons shall lead through Parley, which counts clicks. */
  readonly trackClicks?: boolean | undefined;
  /** Those that do, since it was last submitted. */
  readonly tracked?: readonly TrackedButton[] | undefined;
  /** The sample media of the header, then of the cards' headers. */
  readonly samples?: readonly (SampleMedia | null)[] | undefined;
}

/** The sample of a media header: where it is, or the handle of its upload to Meta. */
export interface SampleMedia {
  readonly link: string | null;
  readonly handle: string | null;
  readonly fileName: string | null;
  /** Our copy, where it was uploaded here: its id, and its path as the API shows it (`data/images/<uuid>.jpg`). */
  readonly mediaId?: string | null | undefined;
  readonly path?: string | null | undefined;
}

/** A value that a template needs, with the example given to Meta's reviewers. */
export interface TemplateParameter {
  readonly name: string;
  /** Empty when Meta has none. */
  readonly sample: string;
}
