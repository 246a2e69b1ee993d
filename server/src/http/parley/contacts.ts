import type { components } from '@parley/contract/parley';
import { AppError } from '../../kernel/errors.ts';
import { type Contact, findContact, readTarget } from '../../modules/contacts/index.ts';
import { unmergePeople } from '../../modules/messages/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';

type Schemas = components['schemas'];

/** Contacts that were joined. */
export function createContactHandlers(deps: ApiDeps): HandlersBySet['parley'] {
  return defineHandlers('parley', {
    async unmergeContact({ ctx, params }) {
      const target = readTarget(params.target);
      const contact = target && (await findContact(deps, ctx, target));
      if (contact === undefined) throw new AppError('contact.not_found', 'Contact not found.');
      const { survivor, parted } = await unmergePeople(deps, ctx, contact.id);
      const body: Schemas['UnmergedContact'] = {
        contact: toPerson(survivor),
        parted: parted ? toPerson(parted) : null,
      };
      return { body };
    },
  });
}

function toPerson({ id, waId, bsuid, name, profileName }: Contact): Schemas['PartedContact'] {
  return { id, phone: waId, bsuid, name: name ?? profileName };
}
