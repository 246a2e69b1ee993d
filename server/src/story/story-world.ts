/** A webhook that a story may expect. */
export interface SeenWebhook {
  /** Tells it from all others of the story. */
  readonly key: string;
  /** Name of the event of Parley; with the simulator alone the field of Meta's webhook. */
  readonly event: string;
  readonly body: unknown;
}

/** Where a story plays. */
export interface StoryWorld {
  /** `simulator`: Meta's side alone, for a program that speaks the Cloud API; `platform`: all of Parley. */
  readonly kind: 'simulator' | 'platform';
  /** Origin of the server, without a slash at the end. */
  readonly baseUrl: string;
  /** Bears the calls to the platform's API. */
  readonly token: string | undefined;
  /** What `${...}` in a story may name from the beginning. */
  readonly variables: Readonly<Record<string, string>>;
  /** All webhooks of the story so far, oldest first. */
  webhooks(): Promise<readonly SeenWebhook[]>;
  close(): Promise<void>;
}
