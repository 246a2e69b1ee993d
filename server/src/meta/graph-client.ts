import { buildConnector } from 'undici';
import { closePool, createOriginPools, defaultCloseGraceMs, openPool } from '../outbound-http/origin-pools.ts';
import {
  type BusinessAccountLookup,
  type BusinessProfileLookup,
  getBusinessAccount,
  getBusinessProfile,
  listPhoneNumbers,
  type PhoneNumberList,
  type SetProfileInput,
  setBusinessProfile,
} from './graph-account.ts';
import { callGraph, type GraphAnswer, type GraphFailure, type GraphTarget } from './graph-call.ts';
import {
  downloadMedia,
  getMedia,
  type MediaDownload,
  type MediaLookup,
  type UploadInput,
  type UploadOutcome,
  uploadMedia,
} from './graph-media.ts';
import {
  getPhoneNumber,
  type ListTemplatesInput,
  listTemplates,
  type PhoneNumberLookup,
  type TemplatePage,
} from './graph-nodes.ts';
import { type BlockInput, type BlockOutcome, setBlockedAtMeta } from './graph-people.ts';
import {
  type CallbackInput,
  debugToken,
  getHealth,
  type HealthLookup,
  listAppSubscriptions,
  listSubscribedApps,
  registerNumber,
  type SubscribedAppList,
  type SubscriptionList,
  setCallback,
  subscribeApp,
  type TokenLookup,
} from './graph-setup.ts';
import {
  type CreateTemplateInput,
  type CreateTemplateOutcome,
  createTemplate,
  type DeleteTemplatesInput,
  deleteTemplates,
  type EditTemplateInput,
  editTemplate,
  type TemplateChangeOutcome,
  type UploadSampleInput,
  type UploadSampleOutcome,
  uploadSample,
} from './graph-templates.ts';
import { type SendOutcome, toSendOutcome } from './send-outcome.ts';

export type {
  BusinessAccountLookup,
  BusinessProfileLookup,
  GraphBusinessAccount,
  GraphBusinessProfile,
  PhoneNumberList,
  SetProfileInput,
} from './graph-account.ts';
export type { GraphAnswer, GraphFailure, GraphRejection, GraphUnavailable } from './graph-call.ts';
export type { MediaDownload, MediaLookup, UploadInput, UploadOutcome } from './graph-media.ts';
export type {
  GraphPhoneNumber,
  GraphTemplate,
  ListTemplatesInput,
  PhoneNumberLookup,
  TemplatePage,
} from './graph-nodes.ts';
export type { BlockedPerson, BlockOutcome } from './graph-people.ts';
export type { GraphHealth, GraphSubscription, GraphToken } from './graph-setup.ts';
export type {
  CreateTemplateInput,
  CreateTemplateOutcome,
  DeleteTemplatesInput,
  EditTemplateInput,
  TemplateChangeOutcome,
  UploadSampleInput,
  UploadSampleOutcome,
} from './graph-templates.ts';
export type { SendOutcome } from './send-outcome.ts';

/** An answer to a call without a method of its own may be this long. */
export const maxAnswerBytes = 262_144;

const defaultVersion = 'v23.0';
const defaultConnections = 128;
const defaultTimeoutMs = 30_000;
const defaultUserAgent = 'Parley/1.0';
const connectTimeoutMs = 10_000;

/** Media comes from few hosts; each gets this many connections apart from those of the sends. */
const maxMediaHosts = 8;
const connectionsPerMediaHost = 16;

export interface SendInput {
  readonly phoneNumberId: string;
  readonly accessToken: string;
  /** The message as JSON. */
  readonly body: string;
  /** Marketing templates of numbers that answer 131063 go by the other edge. */
  readonly edge?: 'messages' | 'marketing_messages';
}

export interface MarkReadInput {
  readonly phoneNumberId: string;
  readonly accessToken: string;
  /** The wamid of the customer's message; Meta marks the earlier ones too. */
  readonly messageId: string;
  /** Also shows that someone is typing, for 25 s or until the next message. */
  readonly typing?: boolean;
}

export interface CallInput {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** After the version, beginning with a slash, with its query; ids in it encoded. */
  readonly path: string;
  readonly accessToken: string;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/** Meta's Graph API for WhatsApp. Every outcome of a call is a value: no method rejects. */
export interface GraphClient {
  sendMessage(input: SendInput): Promise<SendOutcome>;
  markRead(input: MarkReadInput): Promise<{ readonly kind: 'done' } | GraphFailure>;
  uploadMedia(input: UploadInput): Promise<UploadOutcome>;
  getMedia(input: { mediaId: string; phoneNumberId?: string; accessToken: string }): Promise<MediaLookup>;
  downloadMedia(input: { url: string; accessToken: string; maxBytes: number }): Promise<MediaDownload>;
  listTemplates(input: ListTemplatesInput): Promise<TemplatePage>;
  createTemplate(input: CreateTemplateInput): Promise<CreateTemplateOutcome>;
  editTemplate(input: EditTemplateInput): Promise<TemplateChangeOutcome>;
  deleteTemplates(input: DeleteTemplatesInput): Promise<TemplateChangeOutcome>;
  /** Uploads the sample file of a template's header. */
  uploadSample(input: UploadSampleInput): Promise<UploadSampleOutcome>;
  getPhoneNumber(input: { phoneNumberId: string; accessToken: string; fields?: string }): Promise<PhoneNumberLookup>;
  getBusinessAccount(input: { wabaId: string; accessToken: string }): Promise<BusinessAccountLookup>;
  listPhoneNumbers(input: { wabaId: string; accessToken: string }): Promise<PhoneNumberList>;
  getBusinessProfile(input: { phoneNumberId: string; accessToken: string }): Promise<BusinessProfileLookup>;
  /** Replaces the members given of what customers see of a number; an empty text takes one away. */
  setBusinessProfile(input: SetProfileInput): Promise<{ readonly kind: 'done' } | GraphFailure>;
  /** A file that was uploaded; the id is unknown from then on. */
  deleteMedia(input: { mediaId: string; accessToken: string }): Promise<{ readonly kind: 'done' } | GraphFailure>;
  debugToken(input: { accessToken: string }): Promise<TokenLookup>;
  listSubscribedApps(input: { wabaId: string; accessToken: string }): Promise<SubscribedAppList>;
  subscribeApp(input: { wabaId: string; accessToken: string }): Promise<{ readonly kind: 'done' } | GraphFailure>;
  registerNumber(input: {
    phoneNumberId: string;
    accessToken: string;
    /** Six digits. */
    pin: string;
  }): Promise<{ readonly kind: 'done' } | GraphFailure>;
  listAppSubscriptions(input: { appId: string; appSecret: string }): Promise<SubscriptionList>;
  setCallback(input: CallbackInput): Promise<{ readonly kind: 'done' } | GraphFailure>;
  /** Of a number, an account or a template. */
  getHealth(input: { nodeId: string; accessToken: string }): Promise<HealthLookup>;
  blockUser(input: BlockInput): Promise<BlockOutcome>;
  unblockUser(input: BlockInput): Promise<BlockOutcome>;
  /** Any other call; the answer is parsed and otherwise unchecked. */
  call(input: CallInput): Promise<GraphAnswer>;
  /** Ends when running calls have ended, at most `closeGraceMs` later. */
  close(): Promise<void>;
}

/**
 * `baseUrl` may have a path (a simulator's). `timeoutMs` is for a whole call; files get ten minutes. Throws TypeError when
 * `baseUrl` is no http(s) url.
 */
export function createGraphClient(options: {
  readonly baseUrl: string;
  readonly version?: string;
  readonly connections?: number;
  readonly timeoutMs?: number;
  readonly userAgent?: string;
  /** Ten seconds by default. */
  readonly closeGraceMs?: number;
}): GraphClient {
  const base = new URL(options.baseUrl);
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
  const userAgent = options.userAgent ?? defaultUserAgent;
  const closeGraceMs = options.closeGraceMs ?? defaultCloseGraceMs;
  const connect = buildConnector({ allowH2: false, timeout: Math.min(connectTimeoutMs, timeoutMs), port: 0 });
  const pool = openPool(base.origin, { connections: options.connections ?? defaultConnections, connect });
  const pools = createOriginPools({
    limit: maxMediaHosts,
    connections: connectionsPerMediaHost,
    connect,
    closeGraceMs,
  });
  const target: GraphTarget = { dispatcher: pool, prefix: readPrefix(base, options.version), userAgent };
  const downloads = { pools, userAgent, allowHttp: base.protocol === 'http:', timeoutMs };

  const postJson = (path: string, accessToken: string, body: string): Promise<GraphAnswer> =>
    callGraph(target, {
      method: 'POST',
      path,
      accessToken,
      contentType: 'application/json',
      body,
      timeoutMs,
      maxAnswerBytes,
    });

  return {
    async sendMessage({ phoneNumberId, accessToken, body, edge = 'messages' }) {
      return toSendOutcome(await postJson(`/${encodeURIComponent(phoneNumberId)}/${edge}`, accessToken, body));
    },
    async markRead({ phoneNumberId, accessToken, messageId, typing }) {
      const body = {
        messaging_product: 'whatsapp',
        status: 'read',
        message_id: messageId,
        ...(typing ? { typing_indicator: { type: 'text' } } : {}),
      };
      const path = `/${encodeURIComponent(phoneNumberId)}/messages`;
      const answer = await postJson(path, accessToken, JSON.stringify(body));
      return answer.kind === 'ok' ? { kind: 'done' } : answer;
    },
    uploadMedia: (input) => uploadMedia(target, input),
    getMedia: (input) => getMedia(target, { ...input, timeoutMs }),
    downloadMedia: (input) => downloadMedia(downloads, input),
    listTemplates: (input) => listTemplates(target, input, timeoutMs),
    createTemplate: (input) => createTemplate(target, input, timeoutMs),
    editTemplate: (input) => editTemplate(target, input, timeoutMs),
    deleteTemplates: (input) => deleteTemplates(target, input, timeoutMs),
    uploadSample: (input) => uploadSample(target, input, timeoutMs),
    getPhoneNumber: (input) => getPhoneNumber(target, input, timeoutMs),
    getBusinessAccount: (input) => getBusinessAccount(target, input, timeoutMs),
    listPhoneNumbers: (input) => listPhoneNumbers(target, input, timeoutMs),
    getBusinessProfile: (input) => getBusinessProfile(target, input, timeoutMs),
    setBusinessProfile: (input) => setBusinessProfile(target, input, timeoutMs),
    async deleteMedia({ mediaId, accessToken }) {
      const path = `/${encodeURIComponent(mediaId)}`;
      const answer = await callGraph(target, { method: 'DELETE', path, accessToken, timeoutMs, maxAnswerBytes });
      return answer.kind === 'ok' ? { kind: 'done' } : answer;
    },
    debugToken: (input) => debugToken(target, input, timeoutMs),
    listSubscribedApps: (input) => listSubscribedApps(target, input, timeoutMs),
    subscribeApp: (input) => subscribeApp(target, input, timeoutMs),
    registerNumber: (input) => registerNumber(target, input, timeoutMs),
    listAppSubscriptions: (input) => listAppSubscriptions(target, input, timeoutMs),
    setCallback: (input) => setCallback(target, input, timeoutMs),
    getHealth: (input) => getHealth(target, input, timeoutMs),
    blockUser: (input) => setBlockedAtMeta(target, 'POST', input, timeoutMs),
    unblockUser: (input) => setBlockedAtMeta(target, 'DELETE', input, timeoutMs),
    call({ method, path, accessToken, body }) {
      const content = body === undefined ? {} : { contentType: 'application/json', body: JSON.stringify(body) };
      return callGraph(target, { method, path, accessToken, timeoutMs, maxAnswerBytes, ...content });
    },
    async close() {
      await Promise.all([closePool(pool, closeGraceMs), pools.close()]);
    },
  };
}

/** `/simulator/graph/v23.0`: the base url's path and the version, without a slash at the end. */
function readPrefix(base: URL, version = defaultVersion): string {
  const path = base.pathname.replace(/\/+$/, '');
  return version === '' ? path : `${path}/${version}`;
}
