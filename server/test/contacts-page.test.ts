import { afterAll, beforeAll, describe } from 'vitest';
import { describeEditsOfMany } from './contacts-page/edits-of-many.ts';
import { describeGrid } from './contacts-page/grid.ts';
import { describeImports } from './contacts-page/imports.ts';
import { createContactsPageLab } from './contacts-page/lab.ts';
import { describeOneContact } from './contacts-page/one-contact.ts';
import { describeSegmentsAndChats } from './contacts-page/segments-and-chats.ts';

// One platform for all of them, and in this order: what one leaves behind is there for the next.
const lab = createContactsPageLab();
beforeAll(lab.start);
afterAll(lab.stop);

describe('the contacts of the web app', () => {
  describeGrid(lab);
  describeOneContact(lab);
  describeEditsOfMany(lab);
  describeImports(lab);
  describeSegmentsAndChats(lab);
});
