import { defineHandlers, type HandlersBySet, type OperationRequest, type Reply } from '../../src/http/handlers.ts';

/** What a handler was given, in a form that can be compared. */
export interface Seen {
  readonly operation: string;
  readonly tenantId: string;
  readonly params: Record<string, unknown>;
  readonly query: Record<string, unknown>;
  readonly body: unknown;
  readonly files: readonly { fieldName: string; fileName: string; mimeType: string; size: number }[];
}

export interface Recorder {
  readonly handlers: Pick<HandlersBySet, 'v1v2' | 'v3'>;
  readonly seen: Seen[];
  /** The latest request. */
  last(): Seen;
}

/** Handlers of real operations which keep what they get and answer next to nothing. */
export function createRecorder(): Recorder {
  const seen: Seen[] = [];
  const record =
    (operation: string) =>
    async (request: OperationRequest): Promise<Reply> => {
      seen.push({
        operation,
        tenantId: request.ctx.tenantId,
        params: { ...(request.params as Record<string, unknown>) },
        query: { ...(request.query as Record<string, unknown>) },
        body: request.body,
        files: request.files.map(({ fieldName, fileName, mimeType, size }) => ({
          fieldName,
          fileName,
          mimeType,
          size,
        })),
      });
      return { body: { result: true } };
    };
  return {
    seen,
    last() {
      const latest = seen.at(-1);
      if (latest === undefined) throw new Error('No handler was called.');
      return latest;
    },
    handlers: {
      v1v2: defineHandlers('v1v2', {
        getContacts: record('getContacts'),
        addContact: record('addContact'),
        assignTeam: record('assignTeam'),
        rotateToken: record('rotateToken'),
        getMessages: record('getMessages'),
        getWhatsAppMessageByLocalMessageId: record('getWhatsAppMessageByLocalMessageId'),
        sendSessionMessage: record('sendSessionMessage'),
        sendSessionFile: record('sendSessionFile'),
        sendInteractiveButtonsMessage: record('sendInteractiveButtonsMessage'),
        sendTemplateMessage: record('sendTemplateMessage'),
        sendTemplateMessageLegacyPath: record('sendTemplateMessageLegacyPath'),
        sendTemplateMessageV2: record('sendTemplateMessageV2'),
        createWebhookEndpoints: record('createWebhookEndpoints'),
        updateChatStatus: record('updateChatStatus'),
        getWhatsAppPhoneNumbers: record('getWhatsAppPhoneNumbers'),
      }),
      v3: defineHandlers('v3', {
        listContacts: record('listContacts'),
        countContacts: record('countContacts'),
        getContact: record('getContact'),
        updateContacts: record('updateContacts'),
        listBroadcasts: record('listBroadcasts'),
        sendText: record('sendText'),
        sendFile: record('sendFile'),
        sendTemplateMessages: record('sendTemplateMessages'),
        scheduleTemplateMessages: record('scheduleTemplateMessages'),
        addConversationTag: record('addConversationTag'),
        removeConversationTag: record('removeConversationTag'),
        updateWebhook: record('updateWebhook'),
      }),
    },
  };
}
