import { afterAll, beforeAll } from 'vitest';
import { describeEndsOfDryRuns } from './campaign-pages/dry-run-ends.ts';
import { describeFirstPersonAndCost } from './campaign-pages/first-person-and-cost.ts';
import { describeCampaignFromFile } from './campaign-pages/from-audience-to-phone.ts';
import { describeHeaderFile } from './campaign-pages/header-file.ts';
import { createCampaignPagesLab } from './campaign-pages/lab.ts';
import { describePermissions } from './campaign-pages/permissions.ts';
import { describeRecipientHours } from './campaign-pages/recipient-hours.ts';
import { describeRefusedLaunch } from './campaign-pages/refused-launch.ts';
import { describeCampaignUnderWay } from './campaign-pages/under-way.ts';

// One platform for all of them, and in this order: what one leaves behind is there for the next.
const lab = createCampaignPagesLab();
beforeAll(lab.start);
afterAll(lab.stop);

describeCampaignFromFile(lab);
describeHeaderFile(lab);
describeRefusedLaunch(lab);
describeCampaignUnderWay(lab);
describeRecipientHours(lab);
describePermissions(lab);
describeFirstPersonAndCost(lab);
describeEndsOfDryRuns(lab);
