import { afterAll, beforeAll, describe } from 'vitest';
import { describeAttributesOfContacts } from './settings-workspace/attributes-of-contacts.ts';
import { describeKeptAttributes } from './settings-workspace/kept-attributes.ts';
import { createWorkspaceLab } from './settings-workspace/lab.ts';
import { describeLimitsAtOnce } from './settings-workspace/limits-at-once.ts';
import { describeRetention } from './settings-workspace/retention.ts';
import { describeSilentNumber } from './settings-workspace/silent-number.ts';
import { describeTags } from './settings-workspace/tags.ts';
import { describeTeams } from './settings-workspace/teams.ts';
import { describeUsesOfAttributes } from './settings-workspace/uses-of-attributes.ts';

// One platform for all of them, and in this order: what one leaves behind is there for the next.
const lab = createWorkspaceLab();
beforeAll(lab.start);
afterAll(lab.stop);

describe('attributes', () => {
  describeAttributesOfContacts(lab);
  describeKeptAttributes(lab);
  describeUsesOfAttributes(lab);
});
describeTeams(lab);
describeTags(lab);
describeRetention(lab);
describeSilentNumber(lab);
describeLimitsAtOnce(lab);
