import { afterAll, beforeAll } from 'vitest';
import { describeCarouselAndOffer } from './template-pages/carousel-and-offer.ts';
import { describeDraftToApproval } from './template-pages/draft-to-approval.ts';
import { describeHeaderAndList } from './template-pages/header-and-list.ts';
import { createTemplatePagesLab } from './template-pages/lab.ts';
import { describeRefusals } from './template-pages/refusals.ts';

// One platform for all of them, and in this order: what one leaves behind is there for the next.
const lab = createTemplatePagesLab();
beforeAll(lab.start);
afterAll(lab.stop);

describeDraftToApproval(lab);
describeCarouselAndOffer(lab);
describeHeaderAndList(lab);
describeRefusals(lab);
