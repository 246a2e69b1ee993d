/**
 * Owns no data but the numbering of the event stream: it reads what others recorded. Promises that a reader who goes on from a
 * cursor sees every committed event once, whatever commits late and whatever restarts. Does not render events for webhooks.
 */
export {
  createEventStream,
  type EventStream,
  type StreamLimits,
  type StreamPage,
  streamLimits,
  streamPageLimit,
} from './event-stream.ts';
export { renumberForeignEvents } from './renumber-events.ts';
export { findEventType, type StreamEvent, type StreamFilter } from './scan-events.ts';
export { fromStart, type StreamPosition, toCursor } from './stream-position.ts';
