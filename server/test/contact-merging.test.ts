import { afterAll, beforeAll } from 'vitest';
import { describeInboxOfTwo } from './contact-merging/inbox-of-two.ts';
import { createMergingLab } from './contact-merging/lab.ts';
import { describeNewAddress } from './contact-merging/new-address.ts';
import { describeParting } from './contact-merging/parting.ts';
import { describeWhatIsUnderWay } from './contact-merging/under-way.ts';
import { describeUserIdBesideNumber } from './contact-merging/user-id-beside-number.ts';

// One person who was known as two: by a number and by a user id of Meta, or by two numbers. One platform for all groups, in this order.
const lab = createMergingLab();
beforeAll(lab.start);
afterAll(lab.stop);

describeUserIdBesideNumber(lab);
describeWhatIsUnderWay(lab);
describeInboxOfTwo(lab);
describeNewAddress(lab);
describeParting(lab);
