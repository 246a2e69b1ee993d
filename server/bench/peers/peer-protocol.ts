/** What the bench asks of the process that plays Meta, the customers and the integrator's receiver. */
export interface PeerCalls {
  /** Tells where the platform takes Meta's webhooks. To be called before anything is posted. */
  connect: { input: { webhookUrl: string; appSecret: string }; output: null };
  /** Forgets all that was recorded. */
  reset: { input: { automaticStatuses: boolean; keepArrivals: boolean }; output: null };
  /** Whether the fake Cloud API tells what became of the sends it accepts from now on. */
  setAutomaticStatuses: { input: { on: boolean }; output: null };
  /** Takes the receiver of webhooks off the network, or puts it back on the same port. */
  setConsumer: { input: { up: boolean }; output: null };
  /** Resolves when so many different events came, or nothing new came for `quietLimitMs`. */
  awaitArrivals: { input: { count: number; quietLimitMs: number }; output: { complete: boolean; lastAtMs: number } };
  reportConsumer: { input: null; output: ConsumerReport };
  reportCloud: { input: null; output: CloudReport };
  /** Resolves when every webhook of Meta's was answered with 200. */
  awaitPosted: { input: null; output: null };
  /** Customers write: several messages each, in order. */
  postMessages: { input: PostMessagesInput; output: PostedReport };
  /** Ends the loads of `postMessages` after the messages under way. */
  stopMessages: { input: null; output: null };
  /** Posts these statuses of every message sent so far, a whole pass over all messages for each status. */
  postStatuses: { input: { connections: number; statuses: readonly StatusWord[] }; output: PostedReport };
  /** Posts one body as it is, `times` times at once, until each was answered with 200. */
  postBody: { input: { body: string; times: number }; output: null };
}

export type PeerCallName = keyof PeerCalls;

/** A call from the bench, its answer, and the first word of the peer. */
export interface PeerRequest {
  readonly id: number;
  readonly name: PeerCallName;
  readonly input: unknown;
}
export interface PeerAnswer {
  readonly id: number;
  readonly output?: unknown;
  readonly error?: string;
}
export interface PeerReady {
  readonly graphUrl: string;
  readonly consumerUrl: string;
}

export type StatusWord = 'sent' | 'delivered' | 'read';

/** What the receiver of webhooks saw. An arrival is the first delivery of an event. */
export interface ConsumerReport {
  /** Arrivals by event type. */
  readonly arrivals: Readonly<Record<string, number>>;
  readonly duplicates: number;
  readonly orderBreaks: number;
  readonly orderExamples: readonly string[];
  /** Recipients (wa ids) whose message was told of as sent. */
  readonly recipients: readonly string[];
  /** `<event type> <message id>` of the arrivals of each conversation in their order, when they are kept. */
  readonly byConversation: Readonly<Record<string, readonly string[]>>;
}

/** What the fake Cloud API saw. */
export interface CloudReport {
  /** How many sends it accepted for each wa id. */
  readonly sendsByRecipient: Readonly<Record<string, number>>;
  /** When the first send for each wa id came, in milliseconds since 1970. */
  readonly firstSendAtMs: Readonly<Record<string, number>>;
  /** Echoes (message ids) that came more than once. */
  readonly repeatedEchoes: readonly string[];
  readonly statusPosts: number;
  readonly retries: number;
}

export interface PostMessagesInput {
  /** Wa ids of the senders. */
  readonly senders: readonly string[];
  readonly connections: number;
  /** Ends after this time, after `perSender` messages of each, or when told to. */
  readonly durationMs: number;
  readonly perSender: number;
  /** Pause of a connection between two messages. */
  readonly pauseMs: number;
  /** Makes wamids and texts of this load different from those of others. */
  readonly label: string;
}

export interface PostedReport {
  readonly posted: number;
  readonly durationMs: number;
  readonly answerMs: { readonly p50: number; readonly p95: number; readonly max: number };
  /** Messages posted by each sender, in the order of `senders`. */
  readonly bySender: readonly number[];
}
