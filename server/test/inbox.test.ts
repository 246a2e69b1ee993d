import { afterAll, beforeAll } from 'vitest';
import { describeAnswers } from './inbox/answers.ts';
import { describeChatList } from './inbox/chat-list.ts';
import { createInboxPageLab } from './inbox/lab.ts';
import { describeThread } from './inbox/thread.ts';

// One platform for all of them, and in this order: what one leaves behind is there for the next.
const lab = createInboxPageLab();
beforeAll(lab.start);
afterAll(lab.stop);

describeAnswers(lab);
describeChatList(lab);
describeThread(lab);
