import { afterAll, beforeAll } from 'vitest';
import { describeBroadcastList } from './v3-broadcasts/broadcast-list.ts';
import { createBroadcastsLab } from './v3-broadcasts/lab.ts';
import { describeOneBroadcast } from './v3-broadcasts/one-broadcast.ts';
import { describeOverview } from './v3-broadcasts/overview.ts';
import { describePermissions } from './v3-broadcasts/permissions.ts';

// One platform for all of them, and in this order: what one leaves behind is there for the next.
const lab = createBroadcastsLab();
beforeAll(lab.start);
afterAll(lab.stop);

describeOneBroadcast(lab);
describeBroadcastList(lab);
describeOverview(lab);
describePermissions(lab);
