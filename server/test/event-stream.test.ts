import { afterAll, beforeAll } from 'vitest';
import { describeCursors } from './event-stream/cursors.ts';
import { describeEndsOfStreams } from './event-stream/ends-of-streams.ts';
import { createEventStreamLab } from './event-stream/lab.ts';
import { describePages } from './event-stream/pages.ts';
import { describeServerSentEvents } from './event-stream/server-sent-events.ts';

// One platform for all of them, and in this order: what one leaves behind is there for the next.
const lab = createEventStreamLab();
beforeAll(lab.start);
afterAll(lab.stop);

describePages(lab);
describeServerSentEvents(lab);
describeCursors(lab);
describeEndsOfStreams(lab);
