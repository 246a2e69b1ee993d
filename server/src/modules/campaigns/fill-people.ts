import { type AppError, isAppError } from '../../kernel/errors.ts';
import { attributeOf } from '../contacts/index.ts';
import { compileTemplate, type FilledTemplate, type Template } from '../templates/index.ts';
import type { Uploads } from './find-uploads.ts';
import type { NamedRecipient } from './freeze-recipients.ts';
import type { ValueSource } from './plan.ts';
import type { AudiencePerson } from './read-audience.ts';
import type { RecipientTimes } from './recipient-times.ts';

const nothing: FilledTemplate = { content: {}, text: '', headerType: null, headerLink: null };

/** Makes the function that fills the template for a person and says when they may be sent to. */
export function createFiller(
  template: Template,
  { sources, uploads }: { readonly sources: readonly ValueSource[]; readonly uploads: Uploads },
  times: RecipientTimes,
): (person: AudiencePerson) => NamedRecipient {
  const fill = compileTemplate(template);
  return (person) => {
    const { waId, bsuid, name, unreadable } = person;
    const recipient = { waId, bsuid, name, localMessageId: undefined };
    if (unreadable !== undefined) {
      return { ...recipient, filled: nothing, unfit: { reason: 'invalid_number', detail: unreadable } };
    }
    const time = times.isTimed ? times.of(recipient) : undefined;
    const due = time && { at: new Date(time.atMs), timeZone: time.timeZone };
    if (person.declines) {
      const detail = 'The file says AllowBroadcast: no.';
      return { ...recipient, filled: nothing, due, unfit: { reason: 'opted_out', detail } };
    }
    try {
      const given = sources.map((source) => ({ name: source.name, value: readValue(source, person, uploads) }));
      return { ...recipient, filled: fill(given), due };
    } catch (error) {
      if (!isAppError(error, 'template.parameters_missing')) throw error;
      return { ...recipient, filled: nothing, due, unfit: { reason: 'no_value', detail: whatIsMissing(error) } };
    }
  };
}

/** The variables without a value that can be sent. */
function whatIsMissing({ details, message }: AppError): string {
  const names = details?.missing ?? details?.invalid;
  return Array.isArray(names) ? `${names.join(', ')}.` : message;
}

function readValue({ from, value, fallback }: ValueSource, person: AudiencePerson, uploads: Uploads): string {
  if (from === 'text') return value;
  if (from === 'upload') return uploads.get(value) ?? '';
  const found = from === 'column' ? person.cells.get(value) : shownValue(person, value);
  return found?.trim() ? found : fallback;
}

/** Name and number are shown among the attributes of a contact, and can be chosen like them. */
function shownValue({ contact, name, waId }: AudiencePerson, attribute: string): string | undefined {
  const wanted = attribute.toLowerCase();
  if (wanted === 'name') return contact?.name ?? contact?.profileName ?? name;
  if (wanted === 'phone') return waId;
  return contact && attributeOf(contact.attributes, attribute);
}
