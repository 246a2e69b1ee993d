import { afterAll, beforeAll } from 'vitest';
import { createSalesLab } from './sales/lab.ts';
import { describeLeadStages } from './sales/lead-stages.ts';
import { describeLeads } from './sales/leads.ts';
import { describePipeline } from './sales/pipeline.ts';

// One platform for all of them, and in this order: what one leaves behind is there for the next.
const lab = createSalesLab();
beforeAll(lab.start);
afterAll(lab.stop);

describeLeadStages(lab);
describeLeads(lab);
describePipeline(lab);
