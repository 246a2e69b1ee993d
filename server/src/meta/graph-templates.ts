import { z } from 'zod';
import { callGraph, type GraphFailure, type GraphTarget } from './graph-call.ts';
import { transferTimeoutMs } from './graph-media.ts';
import { requiredText, text } from './payload-fields.ts';

const maxAnswerBytes = 262_144;

/** A template for Meta: the schema TemplateCreate of the contract. */
export interface CreateTemplateInput {
  readonly wabaId: string;
  readonly accessToken: string;
  readonly template: {
    readonly name: string;
    readonly language: string;
    readonly category: string;
    readonly parameter_format: 'NAMED' | 'POSITIONAL';
    readonly components: readonly unknown[];
  };
}

export interface EditTemplateInput {
  /** Meta's id of the template. */
  readonly templateId: string;
  readonly accessToken: string;
  /** All components are replaced. The category of an approved template can't be changed. */
  readonly change: {
    readonly category?: string;
    readonly parameter_format: 'NAMED' | 'POSITIONAL';
    readonly components: readonly unknown[];
  };
}

export interface DeleteTemplatesInput {
  readonly wabaId: string;
  readonly accessToken: string;
  readonly name: string;
  /** Meta's id of the one language to delete; without it every language of the name is deleted. */
  readonly templateId?: string;
}

export interface UploadSampleInput {
  /** The Meta app that the access token belongs to. */
  readonly appId: string;
  readonly accessToken: string;
  readonly fileName: string;
  /** application/pdf, image/jpeg, image/png or video/mp4. */
  readonly mimeType: string;
  readonly bytes: Buffer;
}

export type CreateTemplateOutcome =
  | {
      readonly kind: 'created';
      readonly templateId: string;
      /** PENDING, or a verdict at once. */
      readonly status: string;
      /** Meta may choose another one than was asked for. */
      readonly category: string | undefined;
    }
  | GraphFailure;

export type TemplateChangeOutcome = { readonly kind: 'done' } | GraphFailure;
export type UploadSampleOutcome = { readonly kind: 'uploaded'; readonly handle: string } | GraphFailure;

const created = z.object({ id: requiredText, status: requiredText, category: text });
const session = z.object({ id: z.string().regex(/^upload:[^\s/#]+$/) });
const handle = z.object({ h: requiredText });

/** Creates a template, whose review goes on at Meta. There is no idempotency key: an unknown outcome must be looked up. */
export async function createTemplate(
  target: GraphTarget,
  { wabaId, accessToken, template }: CreateTemplateInput,
  timeoutMs: number,
): Promise<CreateTemplateOutcome> {
  const path = `/${encodeURIComponent(wabaId)}/message_templates`;
  const answer = await callGraph(target, jsonCall(path, accessToken, template, timeoutMs));
  if (answer.kind !== 'ok') return answer;
  const read = created.safeParse(answer.value);
  if (!read.success) return unreadable(answer.status, 'a template id');
  const { id, status, category } = read.data;
  return { kind: 'created', templateId: id, status: status.toUpperCase(), category: category?.toUpperCase() };
}

/** Replaces the content of a template that is approved, rejected or paused, and starts a review (cloud-api-behaviour 7.3). */
export async function editTemplate(
  target: GraphTarget,
  { templateId, accessToken, change }: EditTemplateInput,
  timeoutMs: number,
): Promise<TemplateChangeOutcome> {
  const path = `/${encodeURIComponent(templateId)}`;
  const answer = await callGraph(target, jsonCall(path, accessToken, change, timeoutMs));
  return answer.kind === 'ok' ? { kind: 'done' } : answer;
}

/** Deletes a name with all its languages, or one language of it (cloud-api-behaviour 7.4). */
export async function deleteTemplates(
  target: GraphTarget,
  { wabaId, accessToken, name, templateId }: DeleteTemplatesInput,
  timeoutMs: number,
): Promise<TemplateChangeOutcome> {
  const query = new URLSearchParams({ name, ...(templateId === undefined ? {} : { hsm_id: templateId }) });
  const path = `/${encodeURIComponent(wabaId)}/message_templates?${query}`;
  const answer = await callGraph(target, { method: 'DELETE', path, accessToken, timeoutMs, maxAnswerBytes });
  return answer.kind === 'ok' ? { kind: 'done' } : answer;
}

/** Uploads the sample of a media header in a session of its own; the handle is good for creating a template. */
export async function uploadSample(
  target: GraphTarget,
  { appId, accessToken, fileName, mimeType, bytes }: UploadSampleInput,
  timeoutMs: number,
): Promise<UploadSampleOutcome> {
  const facts = { file_name: fileName, file_length: String(bytes.length), file_type: mimeType };
  const path = `/${encodeURIComponent(appId)}/uploads?${new URLSearchParams(facts)}`;
  const opened = await callGraph(target, { method: 'POST', path, accessToken, timeoutMs, maxAnswerBytes });
  if (opened.kind !== 'ok') return opened;
  const read = session.safeParse(opened.value);
  if (!read.success) return unreadable(opened.status, 'an upload session');
  const sent = await callGraph(target, {
    method: 'POST',
    // The id of a session is a path with a query of its own.
    path: `/${read.data.id}`,
    accessToken,
    tokenScheme: 'OAuth',
    fileOffset: 0,
    contentType: 'application/octet-stream',
    body: bytes,
    timeoutMs: transferTimeoutMs,
    maxAnswerBytes,
  });
  if (sent.kind !== 'ok') return sent;
  const finished = handle.safeParse(sent.value);
  return finished.success ? { kind: 'uploaded', handle: finished.data.h } : unreadable(sent.status, 'a file handle');
}

function jsonCall(path: string, accessToken: string, content: unknown, timeoutMs: number) {
  const body = JSON.stringify(content);
  const contentType = 'application/json';
  return { method: 'POST', path, accessToken, contentType, body, timeoutMs, maxAnswerBytes } as const;
}

function unreadable(status: number, what: string): GraphFailure {
  return { kind: 'unavailable', sent: true, detail: `Meta answered ${status} without ${what}.` };
}
