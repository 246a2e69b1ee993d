import { afterAll, beforeAll } from 'vitest';
import { describeBotAndLater } from './inbox-work/bot-and-later.ts';
import { describeClosedWindow } from './inbox-work/closed-window.ts';
import { describeFiles } from './inbox-work/files.ts';
import { createInboxWorkLab } from './inbox-work/lab.ts';
import { describeLiveView } from './inbox-work/live-view.ts';
import { describeOutsideHours } from './inbox-work/outside-hours.ts';
import { describePermissions } from './inbox-work/permissions.ts';
import { describeQuickRepliesAndViews } from './inbox-work/quick-replies-and-views.ts';

// One platform for all of them, and in this order: what one leaves behind is there for the next.
const lab = createInboxWorkLab();
beforeAll(lab.start);
afterAll(lab.stop);

describeLiveView(lab);
describeFiles(lab);
describeQuickRepliesAndViews(lab);
describeBotAndLater(lab);
describeClosedWindow(lab);
describeOutsideHours(lab);
describePermissions(lab);
