import { afterAll, beforeAll, beforeEach } from 'vitest';
import { describeCounters } from './campaigns/counters.ts';
import { createCampaignEngineLab } from './campaigns/lab.ts';
import { describeScheduledCampaign } from './campaigns/scheduled.ts';
import { describeCampaignUnderWay } from './campaigns/under-way.ts';

// One platform for all of them, and in this order: what one leaves behind is there for the next.
const lab = createCampaignEngineLab();
beforeAll(lab.start);
afterAll(lab.stop);

beforeEach(() => lab.parley.simulator.clearFaults());

describeScheduledCampaign(lab);
describeCampaignUnderWay(lab);
describeCounters(lab);
