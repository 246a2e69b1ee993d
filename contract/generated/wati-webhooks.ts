// Generated from the contract by server/scripts/generate-contract-types.ts. Change the contract, not this file.

export interface paths {
    "/{tenantId}/api/v2/webhookEndpoints": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenantId: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create subscriptions (body is an ARRAY). */
        post: operations["createWebhookEndpoints"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ext/v3/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List subscriptions. */
        get: operations["listWebhooks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ext/v3/webhooks/event-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Event names this workspace may subscribe to. */
        get: operations["listWebhookEventTypes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ext/v3/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        get?: never;
        /** Change url, eventTypes or status. */
        put: operations["updateWebhook"];
        post?: never;
        /** Remove a subscription. */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/{tenantId}/api/v1/rotateToken": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenantId: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Block a legacy token. */
        post: operations["rotateToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    message: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Customer wrote to a business number (also operator echoes with owner true). */
        post: operations["on_message"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    message_bsuid: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** BSUID-first twin of message. */
        post: operations["on_message_bsuid"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    newContactMessageReceived: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** First ever message of an unknown contact; fires in addition to message and carries no text. */
        post: operations["on_newContactMessageReceived"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    newContactMessageReceived_bsuid: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** BSUID-first twin. */
        post: operations["on_newContactMessageReceived_bsuid"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    sessionMessageSent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Free-form message left for WhatsApp (API, operator or bot). */
        post: operations["on_sessionMessageSent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    sessionMessageSent_v2: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** As above with localMessageId, chatbot id, reply context and channel. */
        post: operations["on_sessionMessageSent_v2"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    sessionMessageSent_bsuid: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** BSUID-first twin. */
        post: operations["on_sessionMessageSent_bsuid"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    sessionMessageSent_v2_bsuid: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** BSUID-first twin of v2 (page title read, body assumed equal). */
        post: operations["on_sessionMessageSent_v2_bsuid"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    templateMessageSent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Template left for WhatsApp (legacy twin). */
        post: operations["on_templateMessageSent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    templateMessageSent_v2: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Template left for WhatsApp. */
        post: operations["on_templateMessageSent_v2"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    templateMessageSent_bsuid: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** BSUID-first twin. */
        post: operations["on_templateMessageSent_bsuid"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    templateMessageSent_v2_bsuid: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** BSUID-first twin of v2. */
        post: operations["on_templateMessageSent_v2_bsuid"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    sentMessageDELIVERED: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Legacy twin of sentMessageDELIVERED_v2. */
        post: operations["on_sentMessageDELIVERED"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    sentMessageDELIVERED_v2: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Handset acknowledged an outbound message. */
        post: operations["on_sentMessageDELIVERED_v2"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    sentMessageREAD: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Legacy twin of sentMessageREAD_v2. */
        post: operations["on_sentMessageREAD"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    sentMessageREAD_v2: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Recipient opened an outbound message. */
        post: operations["on_sentMessageREAD_v2"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    sentMessageREPLIED: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Legacy twin of sentMessageREPLIED_v2. */
        post: operations["on_sentMessageREPLIED"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    sentMessageREPLIED_v2: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Customer answered an outbound message; the answer itself comes separately as message. */
        post: operations["on_sentMessageREPLIED_v2"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    templateMessageFailed: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Template could not be delivered. Aliases found in client allow-lists only: templateMessageFailed_v2, templateMessageFAILED_v2. */
        post: operations["on_templateMessageFailed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    sessionMessageFailed: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Free-form message failed after acceptance. A client also lists sessionMessageFailed_v2. */
        post: operations["on_sessionMessageFailed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    templateReviewed: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Dashboard name "Template Status Update". Review status of a template changed. */
        post: operations["on_templateReviewed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    templateQualityUpdated: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Template quality rating changed. */
        post: operations["on_templateQualityUpdated"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    templateCategoryUpdated: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Meta moved a template to another category. */
        post: operations["on_templateCategoryUpdated"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    wabaStatusReviewUpdate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** WABA review outcome changed. */
        post: operations["on_wabaStatusReviewUpdate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    PhoneNumberQualityUpdatedEvent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Messaging limit or quality of a number changed. Upper-case P and suffix Event are as one typed client transcribed the page; subscription name unread (candidates: PhoneNumberQualityUpdatedEvent, phoneNumberQualityUpdate). */
        post: operations["on_PhoneNumberQualityUpdatedEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    accountDeleted: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** WABA deleted. */
        post: operations["on_accountDeleted"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    accountUpdated: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Violation, ban or restriction on the WABA. */
        post: operations["on_accountUpdated"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    phoneNumberDeleted: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Number removed from a WABA. */
        post: operations["on_phoneNumberDeleted"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    chatbotTriggered: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** An inbound message started a chatbot. */
        post: operations["on_chatbotTriggered"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    chatbotTriggered_bsuid: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** BSUID-first twin. */
        post: operations["on_chatbotTriggered_bsuid"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    ctaUrlClicked: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Recipient opened a template URL button (tracked link). A live account lists the name as ctaButtonClicked: accept both when subscribing. */
        post: operations["on_ctaUrlClicked"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    ctaUrlClicked_bsuid: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** BSUID-first twin. */
        post: operations["on_ctaUrlClicked_bsuid"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "call.status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** WhatsApp voice call changed state. */
        post: operations["on_call_status"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "call.status_bsuid": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** BSUID-first twin. */
        post: operations["on_call_status_bsuid"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    contactRequestTyping: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer to a request_contact_info interactive message (page "Contact Info Request (BSUID)"). */
        post: operations["on_contactRequestTyping"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    paymentCaptured: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** WhatsApp Pay order paid (India). Key is a label: the literal eventType is unknown. */
        post: operations["on_paymentCaptured"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    businessCapabilityUpdated: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Listed in the dashboard; nothing else published. */
        post: operations["on_businessCapabilityUpdated"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        /** @description Extra payload of non-text messages. null for text. Documented loosely as object-or-null; every live consumer receives a STRING for media: absolute URL https://{host}/{tenantId}/api/file/showFile?fileName=data/{family}/{uuid}.{ext} in webhooks, and the bare relative path data/{family}/{uuid}.{ext} in getMessages history. The URL needs the same bearer token (401 without it). */
        Data: string | Record<string, never> | null;
        /** @description Quick-reply tap on a TEMPLATE button (type "button"). */
        ButtonReply: {
            /** @description Template quick-reply payload. Live value is a JSON string with ButtonIndex, CarouselCardIndex, BroadcastLinkId. */
            payload?: string | null;
            /** @description Label of the tapped button. */
            text?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description Tap on a session interactive reply button (WhatsApp button_reply). Clients additionally probe for text and buttonId, so tolerate but do not require them. */
        InteractiveButtonReply: {
            /** @description Button id chosen by the sender (V1/V3 sends give none: server generates one). */
            id?: string;
            /** @description Label of the tapped button. */
            title?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description Selection from an interactive list (WhatsApp list_reply). */
        ListReply: {
            /** @description Row title. */
            title?: string;
            /** @description Row description. */
            description?: string | null;
            /** @description Row id (generated, short alphanumeric, when the send supplied none). */
            id?: string;
        } & {
            [key: string]: unknown;
        };
        MessageReceived: {
            /** @description WATI message id (24 hex, Mongo ObjectId). Same value in every later status event and in V1/V3 history: the one cross-path key. */
            id: string;
            /** @description UTC date-time, .NET round-trip form with up to 7 fractional digits and Z (CTA sample omits Z). */
            created: string;
            /** @description WhatsApp id ("wamid.…"; older tenants show an unprefixed form). */
            whatsappMessageId: string | null;
            /** @description Conversation id (24 hex). */
            conversationId: string | null;
            /** @description Ticket id (24 hex). */
            ticketId: string | null;
            /** @description Body; caption for image/video; ORIGINAL FILE NAME for document; button or row label for replies; null otherwise. Live traffic sometimes repeats the file URL here for media. */
            text: string | null;
            /** @enum {string} */
            type: "text" | "image" | "document" | "location" | "voice" | "audio" | "button" | "interactive" | "reaction" | "video" | "sticker" | "contacts" | "order" | "catalog" | "media_placeholder";
            data: components["schemas"]["Data"];
            /** @description Advertisement/referral source id (click-to-WhatsApp). */
            sourceId?: string | null;
            /** @description Referral URL. */
            sourceUrl?: string | null;
            /** @description Unix seconds as a decimal STRING. */
            timestamp: string;
            /** @description false = customer wrote it; true = business side wrote it (an inbox operator or an echo). */
            owner: boolean;
            /** @constant */
            eventType: "message";
            /** @description Literally "SENT" for inbound messages; it is not a delivery state here. */
            statusString: string;
            avatarUrl?: string | null;
            /** @description Assigned operator id (spelling differs from assigneeId). */
            assignedId?: string | null;
            operatorName?: string | null;
            operatorEmail?: string | null;
            /** @description Customer number, digits only, no plus. Omitted/null when the user hides the number. */
            waId: string | null;
            /** @description Shared contact card(s) when type is contacts. Inner shape unpublished; V1 history calls the array contacts. */
            messageContact?: Record<string, never> | unknown[] | null;
            /** @description Profile name of the customer (also on operator messages). */
            senderName: string | null;
            listReply?: components["schemas"]["ListReply"] | null;
            interactiveButtonReply?: components["schemas"]["InteractiveButtonReply"] | null;
            buttonReply?: components["schemas"]["ButtonReply"] | null;
            /** @description whatsappMessageId (wamid) of the quoted message; empty string when not a reply (older samples: null). */
            replyContextId?: string | null;
            /** @description Integer source code; 0 default/unknown, 7 seen on ordinary inbound text. Other codes unpublished. */
            sourceType?: number;
            frequentlyForwarded?: boolean;
            forwarded?: boolean;
            /** @description Internal channel id; null means the default channel. */
            channelId?: string | null;
            /** @description Digits of the business number the event belongs to; the only tenant-side identity in a payload. */
            channelPhoneNumber?: string | null;
            /** @description Business-scoped user id (two-letter country, dot, id). Optional in plain events, always present in *_bsuid events. */
            bsuid?: string | null;
            /** @description Enterprise-level BSUID ("CC.ENT.…"). Required in *_bsuid events. */
            parentBsuid?: string | null;
            /** @description WhatsApp handle of the contact, written with a leading @. */
            username?: string | null;
        } & {
            [key: string]: unknown;
        };
        MessageReceivedBsuid: {
            /** @description WATI message id (24 hex, Mongo ObjectId). Same value in every later status event and in V1/V3 history: the one cross-path key. */
            id: string;
            /** @description UTC date-time, .NET round-trip form with up to 7 fractional digits and Z (CTA sample omits Z). */
            created: string;
            /** @description WhatsApp id ("wamid.…"; older tenants show an unprefixed form). */
            whatsappMessageId: string | null;
            /** @description Conversation id (24 hex). */
            conversationId: string | null;
            /** @description Ticket id (24 hex). */
            ticketId: string | null;
            /** @description Body; caption for image/video; ORIGINAL FILE NAME for document; button or row label for replies; null otherwise. Live traffic sometimes repeats the file URL here for media. */
            text: string | null;
            /** @enum {string} */
            type: "text" | "image" | "document" | "location" | "voice" | "audio" | "button" | "interactive" | "reaction" | "video" | "sticker" | "contacts" | "order" | "catalog" | "media_placeholder";
            data: components["schemas"]["Data"];
            /** @description Advertisement/referral source id (click-to-WhatsApp). */
            sourceId?: string | null;
            /** @description Referral URL. */
            sourceUrl?: string | null;
            /** @description Unix seconds as a decimal STRING. */
            timestamp: string;
            /** @description false = customer wrote it; true = business side wrote it (an inbox operator or an echo). */
            owner: boolean;
            /** @constant */
            eventType: "message_bsuid";
            /** @description Literally "SENT" for inbound messages; it is not a delivery state here. */
            statusString: string;
            avatarUrl?: string | null;
            /** @description Assigned operator id (spelling differs from assigneeId). */
            assignedId?: string | null;
            operatorName?: string | null;
            operatorEmail?: string | null;
            /** @description Customer number, digits only, no plus. Omitted/null when the user hides the number. */
            waId?: string | null;
            /** @description Shared contact card(s) when type is contacts. Inner shape unpublished; V1 history calls the array contacts. */
            messageContact?: Record<string, never> | unknown[] | null;
            /** @description Profile name of the customer (also on operator messages). */
            senderName: string | null;
            listReply?: components["schemas"]["ListReply"] | null;
            interactiveButtonReply?: components["schemas"]["InteractiveButtonReply"] | null;
            buttonReply?: components["schemas"]["ButtonReply"] | null;
            /** @description whatsappMessageId (wamid) of the quoted message; empty string when not a reply (older samples: null). */
            replyContextId?: string | null;
            /** @description Integer source code; 0 default/unknown, 7 seen on ordinary inbound text. Other codes unpublished. */
            sourceType?: number;
            frequentlyForwarded?: boolean;
            forwarded?: boolean;
            /** @description Internal channel id; null means the default channel. */
            channelId?: string | null;
            /** @description Digits of the business number the event belongs to; the only tenant-side identity in a payload. */
            channelPhoneNumber?: string | null;
            /** @description Business-scoped user id (two-letter country, dot, id). Optional in plain events, always present in *_bsuid events. */
            bsuid: string | null;
            /** @description Enterprise-level BSUID ("CC.ENT.…"). Required in *_bsuid events. */
            parentBsuid: string | null;
            /** @description WhatsApp handle of the contact, written with a leading @. */
            username?: string | null;
        } & {
            [key: string]: unknown;
        };
        NewContactMessage: {
            /** @constant */
            eventType: "newContactMessageReceived";
            /** @description WATI message id (24 hex, Mongo ObjectId). Same value in every later status event and in V1/V3 history: the one cross-path key. */
            id: string;
            /** @description UTC date-time, .NET round-trip form with up to 7 fractional digits and Z (CTA sample omits Z). */
            created: string;
            waId: string | null;
            senderName: string | null;
            sourceId: string | null;
            sourceUrl: string | null;
            sourceType: number;
        } & {
            [key: string]: unknown;
        };
        NewContactMessageBsuid: {
            /** @constant */
            eventType: "newContactMessageReceived_bsuid";
            /** @description WATI message id (24 hex, Mongo ObjectId). Same value in every later status event and in V1/V3 history: the one cross-path key. */
            id: string;
            /** @description UTC date-time, .NET round-trip form with up to 7 fractional digits and Z (CTA sample omits Z). */
            created: string;
            waId?: string | null;
            senderName: string | null;
            sourceId: string | null;
            sourceUrl: string | null;
            sourceType: number;
            /** @description Business-scoped user id (two-letter country, dot, id). Optional in plain events, always present in *_bsuid events. */
            bsuid: string | null;
            /** @description Enterprise-level BSUID ("CC.ENT.…"). Required in *_bsuid events. */
            parentBsuid: string | null;
            /** @description WhatsApp handle of the contact, written with a leading @. */
            username?: string | null;
        } & {
            [key: string]: unknown;
        };
        SessionMessageSent: {
            /** @constant */
            eventType: "sessionMessageSent";
            /** @description WATI message id (24 hex, Mongo ObjectId). Same value in every later status event and in V1/V3 history: the one cross-path key. */
            id: string;
            /** @description WhatsApp id ("wamid.…"; older tenants show an unprefixed form). */
            whatsappMessageId: string | null;
            /** @description Conversation id (24 hex). */
            conversationId: string | null;
            /** @description Ticket id (24 hex). */
            ticketId: string | null;
            text: string | null;
            /** @description Same vocabulary as inbound. */
            type: string;
            data: components["schemas"]["Data"];
            /** @description Unix seconds as a decimal STRING. */
            timestamp: string;
            /** @description Always true. */
            owner: boolean;
            /** @constant */
            statusString: "SENT";
            /** @description Agent id; note the spelling assigneeId on outbound events versus assignedId on inbound ones. */
            assigneeId?: string | null;
            /** @description E-mail of the operator (or system user) behind the message. */
            operatorEmail?: string | null;
            /** @description Display name; "Bot"-like value for automation. */
            operatorName?: string | null;
            /** @description Recipient digits. */
            waId?: string | null;
        } & {
            [key: string]: unknown;
        };
        SessionMessageSentV2: {
            /** @constant */
            eventType: "sessionMessageSent_v2";
            /** @description Correlation id: the one returned by (or supplied to) the send call. Only in v2/_bsuid sent events and in status events. */
            localMessageId: string | null;
            /** @description Non-null when a chatbot produced the message. */
            chatbotTriggeredEventId?: string | null;
            /** @description WATI message id (24 hex, Mongo ObjectId). Same value in every later status event and in V1/V3 history: the one cross-path key. */
            id: string;
            /** @description WhatsApp id ("wamid.…"; older tenants show an unprefixed form). */
            whatsappMessageId: string | null;
            /** @description Conversation id (24 hex). */
            conversationId: string | null;
            /** @description Ticket id (24 hex). */
            ticketId: string | null;
            text: string | null;
            /** @description Same vocabulary as inbound. */
            type: string;
            data: components["schemas"]["Data"];
            /** @description Unix seconds as a decimal STRING. */
            timestamp: string;
            /** @description Always true. */
            owner: boolean;
            /** @constant */
            statusString: "SENT";
            /** @description Agent id; note the spelling assigneeId on outbound events versus assignedId on inbound ones. */
            assigneeId?: string | null;
            /** @description E-mail of the operator (or system user) behind the message. */
            operatorEmail?: string | null;
            /** @description Display name; "Bot"-like value for automation. */
            operatorName?: string | null;
            /** @description Recipient digits. */
            waId: string | null;
            /** @description wamid quoted, or empty string. */
            replyContextId?: string | null;
            /** @description Internal channel id; null means the default channel. */
            channelId?: string | null;
            /** @description Digits of the business number the event belongs to; the only tenant-side identity in a payload. */
            channelPhoneNumber?: string | null;
            /** @description Business-scoped user id (two-letter country, dot, id). Optional in plain events, always present in *_bsuid events. */
            bsuid?: string | null;
            /** @description Enterprise-level BSUID ("CC.ENT.…"). Required in *_bsuid events. */
            parentBsuid?: string | null;
            /** @description WhatsApp handle of the contact, written with a leading @. */
            username?: string | null;
        } & {
            [key: string]: unknown;
        };
        SessionMessageSentBsuid: {
            /** @enum {string} */
            eventType: "sessionMessageSent_bsuid" | "sessionMessageSent_v2_bsuid";
            /** @description Correlation id: the one returned by (or supplied to) the send call. Only in v2/_bsuid sent events and in status events. */
            localMessageId: string | null;
            /** @description Non-null when a chatbot produced the message. */
            chatbotTriggeredEventId?: string | null;
            /** @description WATI message id (24 hex, Mongo ObjectId). Same value in every later status event and in V1/V3 history: the one cross-path key. */
            id: string;
            /** @description WhatsApp id ("wamid.…"; older tenants show an unprefixed form). */
            whatsappMessageId: string | null;
            /** @description Conversation id (24 hex). */
            conversationId: string | null;
            /** @description Ticket id (24 hex). */
            ticketId: string | null;
            text: string | null;
            /** @description Same vocabulary as inbound. */
            type: string;
            data: components["schemas"]["Data"];
            /** @description Unix seconds as a decimal STRING. */
            timestamp: string;
            /** @description Always true. */
            owner: boolean;
            /** @constant */
            statusString: "SENT";
            /** @description Agent id; note the spelling assigneeId on outbound events versus assignedId on inbound ones. */
            assigneeId?: string | null;
            /** @description E-mail of the operator (or system user) behind the message. */
            operatorEmail?: string | null;
            /** @description Display name; "Bot"-like value for automation. */
            operatorName?: string | null;
            /** @description Recipient digits. */
            waId?: string | null;
            /** @description wamid quoted, or empty string. */
            replyContextId?: string | null;
            /** @description Internal channel id; null means the default channel. */
            channelId?: string | null;
            /** @description Digits of the business number the event belongs to; the only tenant-side identity in a payload. */
            channelPhoneNumber?: string | null;
            /** @description Business-scoped user id (two-letter country, dot, id). Optional in plain events, always present in *_bsuid events. */
            bsuid: string | null;
            /** @description Enterprise-level BSUID ("CC.ENT.…"). Required in *_bsuid events. */
            parentBsuid: string | null;
            /** @description WhatsApp handle of the contact, written with a leading @. */
            username?: string | null;
        } & {
            [key: string]: unknown;
        };
        TemplateMessageSent: {
            /** @constant */
            eventType: "templateMessageSent";
            /** @description WATI message id (24 hex, Mongo ObjectId). Same value in every later status event and in V1/V3 history: the one cross-path key. */
            id: string;
            /** @description WhatsApp id ("wamid.…"; older tenants show an unprefixed form). */
            whatsappMessageId: string | null;
            /** @description WATI template id. */
            templateId: string;
            templateName: string;
            /** @description UTC date-time, .NET round-trip form with up to 7 fractional digits and Z (CTA sample omits Z). */
            created: string;
            /** @description Conversation id (24 hex). */
            conversationId: string | null;
            /** @description Ticket id (24 hex). */
            ticketId: string | null;
            /** @description Body with the variables already substituted. */
            text: string | null;
            /** @description E-mail of the operator (or system user) behind the message. */
            operatorEmail: string | null;
            /** @description Recipient digits. */
            waId: string | null;
            /** @constant */
            type: "template";
            /** @constant */
            statusString: "SENT";
            /** @description STRING here (not the integer of inbound): "WEB" or "API" seen; "api" in the CTA sample. */
            sourceType: string;
        } & {
            [key: string]: unknown;
        };
        TemplateMessageSentV2: {
            /** @constant */
            eventType: "templateMessageSent_v2";
            /** @description Correlation id: the one returned by (or supplied to) the send call. Only in v2/_bsuid sent events and in status events. */
            localMessageId: string | null;
            /** @description WATI message id (24 hex, Mongo ObjectId). Same value in every later status event and in V1/V3 history: the one cross-path key. */
            id: string;
            /** @description WhatsApp id ("wamid.…"; older tenants show an unprefixed form). */
            whatsappMessageId: string | null;
            /** @description WATI template id. */
            templateId: string;
            templateName: string;
            /** @description UTC date-time, .NET round-trip form with up to 7 fractional digits and Z (CTA sample omits Z). */
            created: string;
            /** @description Conversation id (24 hex). */
            conversationId?: string | null;
            /** @description Ticket id (24 hex). */
            ticketId?: string | null;
            /** @description Body with the variables already substituted. */
            text?: string | null;
            /** @description E-mail of the operator (or system user) behind the message. */
            operatorEmail?: string | null;
            /** @description Recipient digits. */
            waId?: string | null;
            /** @constant */
            type?: "template";
            /** @constant */
            statusString: "SENT";
            /** @description STRING here (not the integer of inbound): "WEB" or "API" seen; "api" in the CTA sample. */
            sourceType: string;
            /** @description Header media link. */
            headerLink?: string | null;
            /** @description text, image, video, document or null. */
            headerType?: string | null;
            /** @description Internal channel id; null means the default channel. */
            channelId?: string | null;
            /** @description Digits of the business number the event belongs to; the only tenant-side identity in a payload. */
            channelPhoneNumber?: string | null;
            /** @description Business-scoped user id (two-letter country, dot, id). Optional in plain events, always present in *_bsuid events. */
            bsuid?: string | null;
            /** @description Enterprise-level BSUID ("CC.ENT.…"). Required in *_bsuid events. */
            parentBsuid?: string | null;
            /** @description WhatsApp handle of the contact, written with a leading @. */
            username?: string | null;
        } & {
            [key: string]: unknown;
        };
        TemplateMessageSentBsuid: {
            /** @enum {string} */
            eventType: "templateMessageSent_bsuid" | "templateMessageSent_v2_bsuid";
            /** @description Correlation id: the one returned by (or supplied to) the send call. Only in v2/_bsuid sent events and in status events. */
            localMessageId: string | null;
            /** @description WATI message id (24 hex, Mongo ObjectId). Same value in every later status event and in V1/V3 history: the one cross-path key. */
            id: string;
            /** @description WhatsApp id ("wamid.…"; older tenants show an unprefixed form). */
            whatsappMessageId: string | null;
            /** @description WATI template id. */
            templateId: string;
            templateName: string;
            /** @description UTC date-time, .NET round-trip form with up to 7 fractional digits and Z (CTA sample omits Z). */
            created: string;
            /** @description Conversation id (24 hex). */
            conversationId?: string | null;
            /** @description Ticket id (24 hex). */
            ticketId?: string | null;
            /** @description Body with the variables already substituted. */
            text?: string | null;
            /** @description E-mail of the operator (or system user) behind the message. */
            operatorEmail?: string | null;
            /** @description Recipient digits. */
            waId?: string | null;
            /** @constant */
            type?: "template";
            /** @constant */
            statusString: "SENT";
            /** @description STRING here (not the integer of inbound): "WEB" or "API" seen; "api" in the CTA sample. */
            sourceType: string;
            /** @description Header media link. */
            headerLink?: string | null;
            /** @description text, image, video, document or null. */
            headerType?: string | null;
            /** @description Internal channel id; null means the default channel. */
            channelId?: string | null;
            /** @description Digits of the business number the event belongs to; the only tenant-side identity in a payload. */
            channelPhoneNumber?: string | null;
            /** @description Business-scoped user id (two-letter country, dot, id). Optional in plain events, always present in *_bsuid events. */
            bsuid: string | null;
            /** @description Enterprise-level BSUID ("CC.ENT.…"). Required in *_bsuid events. */
            parentBsuid: string | null;
            /** @description WhatsApp handle of the contact, written with a leading @. */
            username?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Carries NO waId and no bsuid (0 of the live status traffic one consumer measured): correlate by localMessageId, id or conversationId. */
        SentMessageDeliveredV2: {
            /** @constant */
            eventType: "sentMessageDELIVERED_v2";
            /**
             * @description Documented mixed case. Clients compare case-insensitively (upper-case occurs in V1 history).
             * @enum {string}
             */
            statusString: "Delivered";
            /** @description Correlation id: the one returned by (or supplied to) the send call. Only in v2/_bsuid sent events and in status events. */
            localMessageId: string | null;
            /** @description WATI message id (24 hex, Mongo ObjectId). Same value in every later status event and in V1/V3 history: the one cross-path key. */
            id: string;
            /** @description WhatsApp id ("wamid.…"; older tenants show an unprefixed form). */
            whatsappMessageId: string | null;
            /** @description Conversation id (24 hex). */
            conversationId: string | null;
            /** @description Ticket id (24 hex). */
            ticketId: string | null;
            /** @description null for template messages. */
            text: string | null;
            /** @description Inbound vocabulary plus "template". */
            type: string;
            /** @description Unix seconds as a decimal STRING. */
            timestamp: string;
            /** @description Agent id; note the spelling assigneeId on outbound events versus assignedId on inbound ones. */
            assigneeId: string | null;
            /** @description E-mail of the operator (or system user) behind the message. */
            operatorEmail: string | null;
            /** @description Internal channel id; null means the default channel. */
            channelId?: string | null;
            /** @description Digits of the business number the event belongs to; the only tenant-side identity in a payload. */
            channelPhoneNumber?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Legacy twin of the _v2 event without localMessageId; emitted in parallel when subscribed. */
        SentMessageDelivered: {
            /** @constant */
            eventType: "sentMessageDELIVERED";
            /**
             * @description Documented mixed case. Clients compare case-insensitively (upper-case occurs in V1 history).
             * @enum {string}
             */
            statusString: "Delivered";
            /** @description WATI message id (24 hex, Mongo ObjectId). Same value in every later status event and in V1/V3 history: the one cross-path key. */
            id: string;
            /** @description WhatsApp id ("wamid.…"; older tenants show an unprefixed form). */
            whatsappMessageId: string | null;
            /** @description Conversation id (24 hex). */
            conversationId: string | null;
            /** @description Ticket id (24 hex). */
            ticketId: string | null;
            /** @description null for template messages. */
            text: string | null;
            /** @description Inbound vocabulary plus "template". */
            type: string;
            /** @description Unix seconds as a decimal STRING. */
            timestamp: string;
            /** @description Agent id; note the spelling assigneeId on outbound events versus assignedId on inbound ones. */
            assigneeId?: string | null;
            /** @description E-mail of the operator (or system user) behind the message. */
            operatorEmail?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Carries NO waId and no bsuid (0 of the live status traffic one consumer measured): correlate by localMessageId, id or conversationId. */
        SentMessageReadV2: {
            /** @constant */
            eventType: "sentMessageREAD_v2";
            /**
             * @description Documented mixed case. Clients compare case-insensitively (upper-case occurs in V1 history).
             * @enum {string}
             */
            statusString: "Read";
            /** @description Correlation id: the one returned by (or supplied to) the send call. Only in v2/_bsuid sent events and in status events. */
            localMessageId: string | null;
            /** @description WATI message id (24 hex, Mongo ObjectId). Same value in every later status event and in V1/V3 history: the one cross-path key. */
            id: string;
            /** @description WhatsApp id ("wamid.…"; older tenants show an unprefixed form). */
            whatsappMessageId: string | null;
            /** @description Conversation id (24 hex). */
            conversationId: string | null;
            /** @description Ticket id (24 hex). */
            ticketId: string | null;
            /** @description null for template messages. */
            text: string | null;
            /** @description Inbound vocabulary plus "template". */
            type: string;
            /** @description Unix seconds as a decimal STRING. */
            timestamp: string;
            /** @description Agent id; note the spelling assigneeId on outbound events versus assignedId on inbound ones. */
            assigneeId: string | null;
            /** @description E-mail of the operator (or system user) behind the message. */
            operatorEmail: string | null;
            /** @description Internal channel id; null means the default channel. */
            channelId?: string | null;
            /** @description Digits of the business number the event belongs to; the only tenant-side identity in a payload. */
            channelPhoneNumber?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Legacy twin of the _v2 event without localMessageId; emitted in parallel when subscribed. */
        SentMessageRead: {
            /** @constant */
            eventType: "sentMessageREAD";
            /**
             * @description Documented mixed case. Clients compare case-insensitively (upper-case occurs in V1 history).
             * @enum {string}
             */
            statusString: "Read";
            /** @description WATI message id (24 hex, Mongo ObjectId). Same value in every later status event and in V1/V3 history: the one cross-path key. */
            id: string;
            /** @description WhatsApp id ("wamid.…"; older tenants show an unprefixed form). */
            whatsappMessageId: string | null;
            /** @description Conversation id (24 hex). */
            conversationId: string | null;
            /** @description Ticket id (24 hex). */
            ticketId: string | null;
            /** @description null for template messages. */
            text: string | null;
            /** @description Inbound vocabulary plus "template". */
            type: string;
            /** @description Unix seconds as a decimal STRING. */
            timestamp: string;
            /** @description Agent id; note the spelling assigneeId on outbound events versus assignedId on inbound ones. */
            assigneeId?: string | null;
            /** @description E-mail of the operator (or system user) behind the message. */
            operatorEmail?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Carries NO waId and no bsuid (0 of the live status traffic one consumer measured): correlate by localMessageId, id or conversationId. */
        SentMessageRepliedV2: {
            /** @constant */
            eventType: "sentMessageREPLIED_v2";
            /**
             * @description Documented mixed case. Clients compare case-insensitively (upper-case occurs in V1 history).
             * @enum {string}
             */
            statusString: "Replied";
            /** @description Correlation id: the one returned by (or supplied to) the send call. Only in v2/_bsuid sent events and in status events. */
            localMessageId: string | null;
            /** @description WATI message id (24 hex, Mongo ObjectId). Same value in every later status event and in V1/V3 history: the one cross-path key. */
            id: string;
            /** @description WhatsApp id ("wamid.…"; older tenants show an unprefixed form). */
            whatsappMessageId: string | null;
            /** @description Conversation id (24 hex). */
            conversationId: string | null;
            /** @description Ticket id (24 hex). */
            ticketId: string | null;
            /** @description null for template messages. */
            text: string | null;
            /** @description Inbound vocabulary plus "template". */
            type: string;
            /** @description Unix seconds as a decimal STRING. */
            timestamp: string;
            /** @description Agent id; note the spelling assigneeId on outbound events versus assignedId on inbound ones. */
            assigneeId: string | null;
            /** @description E-mail of the operator (or system user) behind the message. */
            operatorEmail: string | null;
            /** @description Internal channel id; null means the default channel. */
            channelId?: string | null;
            /** @description Digits of the business number the event belongs to; the only tenant-side identity in a payload. */
            channelPhoneNumber?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Legacy twin of the _v2 event without localMessageId; emitted in parallel when subscribed. */
        SentMessageReplied: {
            /** @constant */
            eventType: "sentMessageREPLIED";
            /**
             * @description Documented mixed case. Clients compare case-insensitively (upper-case occurs in V1 history).
             * @enum {string}
             */
            statusString: "Replied";
            /** @description WATI message id (24 hex, Mongo ObjectId). Same value in every later status event and in V1/V3 history: the one cross-path key. */
            id: string;
            /** @description WhatsApp id ("wamid.…"; older tenants show an unprefixed form). */
            whatsappMessageId: string | null;
            /** @description Conversation id (24 hex). */
            conversationId: string | null;
            /** @description Ticket id (24 hex). */
            ticketId: string | null;
            /** @description null for template messages. */
            text: string | null;
            /** @description Inbound vocabulary plus "template". */
            type: string;
            /** @description Unix seconds as a decimal STRING. */
            timestamp: string;
            /** @description Agent id; note the spelling assigneeId on outbound events versus assignedId on inbound ones. */
            assigneeId?: string | null;
            /** @description E-mail of the operator (or system user) behind the message. */
            operatorEmail?: string | null;
        } & {
            [key: string]: unknown;
        };
        TemplateMessageFailed: {
            /** @constant */
            eventType: "templateMessageFailed";
            /** @constant */
            statusString: "Failed";
            /** @description Correlation id: the one returned by (or supplied to) the send call. Only in v2/_bsuid sent events and in status events. */
            localMessageId: string | null;
            /** @description Meta/WATI code as a STRING. */
            failedCode: string | null;
            /** @description Human reason. Live texts include "OAuthException! (#131037) …" wrappers. */
            failedDetail: string | null;
            /** @description WATI message id (24 hex, Mongo ObjectId). Same value in every later status event and in V1/V3 history: the one cross-path key. */
            id: string;
            /** @description WhatsApp id ("wamid.…"; older tenants show an unprefixed form). */
            whatsappMessageId?: string | null;
            /** @description Conversation id (24 hex). */
            conversationId: string | null;
            /** @description Ticket id (24 hex). */
            ticketId: string | null;
            /** @description null for templates. */
            text: string | null;
            /** @constant */
            type: "template";
            /** @description Unix seconds as a decimal STRING. */
            timestamp: string;
            /** @description Agent id; note the spelling assigneeId on outbound events versus assignedId on inbound ones. */
            assigneeId?: string | null;
            /** @description E-mail of the operator (or system user) behind the message. */
            operatorEmail?: string | null;
        } & {
            [key: string]: unknown;
        };
        SessionMessageFailed: {
            /** @constant */
            eventType: "sessionMessageFailed";
            /** @constant */
            statusString: "Failed";
            /** @description Correlation id: the one returned by (or supplied to) the send call. Only in v2/_bsuid sent events and in status events. */
            localMessageId: string | null;
            /** @description Meta/WATI code as a STRING. */
            failedCode: string | null;
            /** @description Human reason. Live texts include "OAuthException! (#131037) …" wrappers. */
            failedDetail: string | null;
            /** @description WATI message id (24 hex, Mongo ObjectId). Same value in every later status event and in V1/V3 history: the one cross-path key. */
            id: string;
            /** @description WhatsApp id ("wamid.…"; older tenants show an unprefixed form). */
            whatsappMessageId?: string | null;
            /** @description Conversation id (24 hex). */
            conversationId: string | null;
            /** @description Ticket id (24 hex). */
            ticketId: string | null;
            /** @description null for templates. */
            text: string | null;
            /** @description "session" in the published sample. */
            type: string;
            /** @description Unix seconds as a decimal STRING. */
            timestamp: string;
        } & {
            [key: string]: unknown;
        };
        TemplateReviewed: {
            /** @constant */
            eventType: "templateReviewed";
            /** @description META template id. */
            templateId: string;
            wabaId: string;
            templateName: string;
            /** @description WATI template id (24 hex). */
            watiTemplateId: string;
            /** @description 0 Draft, 1 Pending, 2 Approved, 3 Rejected, 4 Deleted, 5 Pending (internal), 6 Disabled, 7 Paused */
            oldTemplateStatus: number;
            /** @description 0 Draft, 1 Pending, 2 Approved, 3 Rejected, 4 Deleted, 5 Pending (internal), 6 Disabled, 7 Paused */
            newTemplateStatus: number;
            /** @description Internal channel id; null means the default channel. */
            channelId?: string | null;
            /** @description Digits of the business number the event belongs to; the only tenant-side identity in a payload. */
            channelPhoneNumber?: string | null;
        } & {
            [key: string]: unknown;
        };
        TemplateQualityUpdated: {
            /** @constant */
            eventType: "templateQualityUpdated";
            /** @description META template id. */
            templateId: string;
            wabaId: string;
            templateName: string;
            /** @description WATI template id (24 hex). */
            watiTemplateId: string;
            /** @description 0 Unknown (pending), 1 Green (high), 2 Red (low), 3 Yellow (medium) */
            oldTemplateQuality: number;
            /** @description 0 Unknown (pending), 1 Green (high), 2 Red (low), 3 Yellow (medium) */
            newTemplateQuality: number;
            /** @description Internal channel id; null means the default channel. */
            channelId?: string | null;
            /** @description Digits of the business number the event belongs to; the only tenant-side identity in a payload. */
            channelPhoneNumber?: string | null;
        } & {
            [key: string]: unknown;
        };
        TemplateCategoryUpdated: {
            /** @constant */
            eventType: "templateCategoryUpdated";
            /** @description META template id. */
            templateId: string;
            wabaId: string;
            templateName: string;
            /** @description WATI template id (24 hex). */
            watiTemplateId: string;
            /**
             * @description First two appear in the official sample; the third is Meta's remaining category.
             * @enum {string}
             */
            oldTemplateCategory: "MARKETING" | "UTILITY" | "AUTHENTICATION";
            /**
             * @description First two appear in the official sample; the third is Meta's remaining category.
             * @enum {string}
             */
            newTemplateCategory: "MARKETING" | "UTILITY" | "AUTHENTICATION";
            /** @description Internal channel id; null means the default channel. */
            channelId?: string | null;
            /** @description Digits of the business number the event belongs to; the only tenant-side identity in a payload. */
            channelPhoneNumber?: string | null;
        } & {
            [key: string]: unknown;
        };
        WabaStatusReviewUpdate: {
            /** @constant */
            eventType: "wabaStatusReviewUpdate";
            /** @enum {string} */
            accountReviewStatus: "APPROVED" | "REJECTED" | "PENDING" | "DEFERRED";
            wabaId: string;
        } & {
            [key: string]: unknown;
        };
        PhoneNumberQualityUpdate: {
            /** @constant */
            eventType: "PhoneNumberQualityUpdatedEvent";
            /** @description Affected number with country code. */
            phoneNumber: string;
            /**
             * @description The WATI page has a list of values that could not be read; these are the values Meta defines for the same event.
             * @enum {string}
             */
            event: "ONBOARDING" | "UPGRADE" | "DOWNGRADE" | "FLAGGED" | "UNFLAGGED" | "THROUGHPUT_UPGRADE";
            /**
             * @description TIER_2K comes from newer Meta material; the rest as a typed client transcribed them from the WATI page.
             * @enum {string}
             */
            currentLimit: "TIER_50" | "TIER_250" | "TIER_1K" | "TIER_2K" | "TIER_10K" | "TIER_100K" | "TIER_NOT_SET" | "TIER_UNLIMITED";
            /**
             * @description TIER_2K comes from newer Meta material; the rest as a typed client transcribed them from the WATI page.
             * @enum {string}
             */
            oldLimit?: "TIER_50" | "TIER_250" | "TIER_1K" | "TIER_2K" | "TIER_10K" | "TIER_100K" | "TIER_NOT_SET" | "TIER_UNLIMITED";
            /** @description Internal channel id; null means the default channel. */
            channelId?: string | null;
            /** @description Digits of the business number the event belongs to; the only tenant-side identity in a payload. */
            channelPhoneNumber?: string | null;
        } & {
            [key: string]: unknown;
        };
        AccountDeleted: {
            /** @constant */
            eventType: "accountDeleted";
            wabaId: string;
        } & {
            [key: string]: unknown;
        };
        AccountUpdated: {
            /** @constant */
            eventType: "accountUpdated";
            wabaId: string;
            /** @description What happened. Field documented; values not listed, assumed to be Meta account_update words (ACCOUNT_VIOLATION, ACCOUNT_RESTRICTION, DISABLED_UPDATE). */
            event: string;
            violationInfo?: {
                violation_type?: string;
            } | null;
            banInfo?: {
                waba_ban_state?: string;
                waba_ban_date?: string;
            } | null;
            /** @description snake_case key beside camelCase siblings: keep exactly. */
            restriction_info?: {
                /**
                 * @example RESTRICTED_ADD_PHONE_NUMBER_ACTION
                 * @example RESTRICTED_BIZ_INITIATED_MESSAGING
                 * @example RESTRICTED_CUSTOMER_INITIATED_MESSAGING
                 */
                restriction_type?: string;
                /** @description ISO-8601 with +0000 offset. */
                expiration?: string;
            }[] | null;
        } & {
            [key: string]: unknown;
        };
        PhoneNumberDeleted: {
            /** @constant */
            eventType: "phoneNumberDeleted";
            wabaId: string;
            phoneNumber: string;
        } & {
            [key: string]: unknown;
        };
        ChatbotTriggered: {
            /** @constant */
            eventType: "chatbotTriggered";
            /** @description WATI message id (24 hex, Mongo ObjectId). Same value in every later status event and in V1/V3 history: the one cross-path key. */
            id: string;
            /** @description UTC date-time, .NET round-trip form with up to 7 fractional digits and Z (CTA sample omits Z). */
            created: string;
            /** @description WhatsApp id ("wamid.…"; older tenants show an unprefixed form). */
            whatsappMessageId?: string | null;
            /** @description Conversation id (24 hex). */
            conversationId: string | null;
            /** @description Ticket id (24 hex). */
            ticketId: string | null;
            /** @description Body; caption for image/video; ORIGINAL FILE NAME for document; button or row label for replies; null otherwise. Live traffic sometimes repeats the file URL here for media. */
            text?: string | null;
            /** @enum {string} */
            type?: "text" | "image" | "document" | "location" | "voice" | "audio" | "button" | "interactive" | "reaction" | "video" | "sticker" | "contacts" | "order" | "catalog" | "media_placeholder";
            data?: components["schemas"]["Data"];
            /** @description Unix seconds as a decimal STRING. */
            timestamp?: string;
            /** @description false = customer wrote it; true = business side wrote it (an inbox operator or an echo). */
            owner?: boolean;
            avatarUrl?: string | null;
            /** @description Customer number, digits only, no plus. Omitted/null when the user hides the number. */
            waId?: string | null;
            /** @description Shared contact card(s) when type is contacts. Inner shape unpublished; V1 history calls the array contacts. */
            messageContact?: Record<string, never> | unknown[] | null;
            /** @description Profile name of the customer (also on operator messages). */
            senderName?: string | null;
            listReply?: components["schemas"]["ListReply"] | null;
            /** @description whatsappMessageId (wamid) of the quoted message; empty string when not a reply (older samples: null). */
            replyContextId?: string | null;
            chatbotId: string;
            /** @description Internal channel id; null means the default channel. */
            channelId?: string | null;
            /** @description Digits of the business number the event belongs to; the only tenant-side identity in a payload. */
            channelPhoneNumber?: string | null;
            /** @description Business-scoped user id (two-letter country, dot, id). Optional in plain events, always present in *_bsuid events. */
            bsuid?: string | null;
            /** @description Enterprise-level BSUID ("CC.ENT.…"). Required in *_bsuid events. */
            parentBsuid?: string | null;
            /** @description WhatsApp handle of the contact, written with a leading @. */
            username?: string | null;
        } & {
            [key: string]: unknown;
        };
        ChatbotTriggeredBsuid: {
            /** @constant */
            eventType: "chatbotTriggered_bsuid";
            /** @description WATI message id (24 hex, Mongo ObjectId). Same value in every later status event and in V1/V3 history: the one cross-path key. */
            id: string;
            /** @description UTC date-time, .NET round-trip form with up to 7 fractional digits and Z (CTA sample omits Z). */
            created: string;
            /** @description WhatsApp id ("wamid.…"; older tenants show an unprefixed form). */
            whatsappMessageId?: string | null;
            /** @description Conversation id (24 hex). */
            conversationId: string | null;
            /** @description Ticket id (24 hex). */
            ticketId: string | null;
            /** @description Body; caption for image/video; ORIGINAL FILE NAME for document; button or row label for replies; null otherwise. Live traffic sometimes repeats the file URL here for media. */
            text?: string | null;
            /** @enum {string} */
            type?: "text" | "image" | "document" | "location" | "voice" | "audio" | "button" | "interactive" | "reaction" | "video" | "sticker" | "contacts" | "order" | "catalog" | "media_placeholder";
            data?: components["schemas"]["Data"];
            /** @description Unix seconds as a decimal STRING. */
            timestamp?: string;
            /** @description false = customer wrote it; true = business side wrote it (an inbox operator or an echo). */
            owner?: boolean;
            avatarUrl?: string | null;
            /** @description Customer number, digits only, no plus. Omitted/null when the user hides the number. */
            waId?: string | null;
            /** @description Shared contact card(s) when type is contacts. Inner shape unpublished; V1 history calls the array contacts. */
            messageContact?: Record<string, never> | unknown[] | null;
            /** @description Profile name of the customer (also on operator messages). */
            senderName?: string | null;
            listReply?: components["schemas"]["ListReply"] | null;
            /** @description whatsappMessageId (wamid) of the quoted message; empty string when not a reply (older samples: null). */
            replyContextId?: string | null;
            chatbotId: string;
            /** @description Internal channel id; null means the default channel. */
            channelId?: string | null;
            /** @description Digits of the business number the event belongs to; the only tenant-side identity in a payload. */
            channelPhoneNumber?: string | null;
            /** @description Business-scoped user id (two-letter country, dot, id). Optional in plain events, always present in *_bsuid events. */
            bsuid: string | null;
            /** @description Enterprise-level BSUID ("CC.ENT.…"). Required in *_bsuid events. */
            parentBsuid: string | null;
            /** @description WhatsApp handle of the contact, written with a leading @. */
            username?: string | null;
        } & {
            [key: string]: unknown;
        };
        CtaUrlClicked: {
            /** @constant */
            eventType: "ctaUrlClicked";
            /** @description Correlation id: the one returned by (or supplied to) the send call. Only in v2/_bsuid sent events and in status events. */
            localMessageId: string | null;
            /** @description WATI message id (24 hex, Mongo ObjectId). Same value in every later status event and in V1/V3 history: the one cross-path key. */
            id: string;
            /** @description WhatsApp id ("wamid.…"; older tenants show an unprefixed form). */
            whatsappMessageId?: string | null;
            templateId: string;
            templateName: string;
            /** @description UTC date-time, .NET round-trip form with up to 7 fractional digits and Z (CTA sample omits Z). */
            created: string;
            /** @description Conversation id (24 hex). */
            conversationId?: string | null;
            /** @description Ticket id (24 hex). */
            ticketId?: string | null;
            /** @description Button label. */
            displayText: string;
            /** @description Clicked URL. */
            buttonUrl: string;
            /** @description Template body. */
            text?: string | null;
            /** @description E-mail of the operator (or system user) behind the message. */
            operatorEmail?: string | null;
            waId?: string | null;
            /** @description "template". */
            type?: string;
            /** @description "SENT". */
            statusString?: string;
            /** @description lower-case "api" in the sample. */
            sourceType?: string;
            /** @description Internal channel id; null means the default channel. */
            channelId?: string | null;
            /** @description Digits of the business number the event belongs to; the only tenant-side identity in a payload. */
            channelPhoneNumber?: string | null;
            /** @description Business-scoped user id (two-letter country, dot, id). Optional in plain events, always present in *_bsuid events. */
            bsuid?: string | null;
            /** @description Enterprise-level BSUID ("CC.ENT.…"). Required in *_bsuid events. */
            parentBsuid?: string | null;
            /** @description WhatsApp handle of the contact, written with a leading @. */
            username?: string | null;
        } & {
            [key: string]: unknown;
        };
        CtaUrlClickedBsuid: {
            /** @constant */
            eventType: "ctaUrlClicked_bsuid";
            /** @description Correlation id: the one returned by (or supplied to) the send call. Only in v2/_bsuid sent events and in status events. */
            localMessageId: string | null;
            /** @description WATI message id (24 hex, Mongo ObjectId). Same value in every later status event and in V1/V3 history: the one cross-path key. */
            id: string;
            /** @description WhatsApp id ("wamid.…"; older tenants show an unprefixed form). */
            whatsappMessageId?: string | null;
            templateId: string;
            templateName: string;
            /** @description UTC date-time, .NET round-trip form with up to 7 fractional digits and Z (CTA sample omits Z). */
            created: string;
            /** @description Conversation id (24 hex). */
            conversationId?: string | null;
            /** @description Ticket id (24 hex). */
            ticketId?: string | null;
            /** @description Button label. */
            displayText: string;
            /** @description Clicked URL. */
            buttonUrl: string;
            /** @description Template body. */
            text?: string | null;
            /** @description E-mail of the operator (or system user) behind the message. */
            operatorEmail?: string | null;
            waId?: string | null;
            /** @description "template". */
            type?: string;
            /** @description "SENT". */
            statusString?: string;
            /** @description lower-case "api" in the sample. */
            sourceType?: string;
            /** @description Internal channel id; null means the default channel. */
            channelId?: string | null;
            /** @description Digits of the business number the event belongs to; the only tenant-side identity in a payload. */
            channelPhoneNumber?: string | null;
            /** @description Business-scoped user id (two-letter country, dot, id). Optional in plain events, always present in *_bsuid events. */
            bsuid: string | null;
            /** @description Enterprise-level BSUID ("CC.ENT.…"). Required in *_bsuid events. */
            parentBsuid: string | null;
            /** @description WhatsApp handle of the contact, written with a leading @. */
            username?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Plain name inferred by dropping the _bsuid suffix of the documented variant. */
        CallStatus: {
            /** @constant */
            eventType: "call.status";
            call_id: string;
            metadata: {
                /** @enum {string} */
                direction?: "inbound" | "outbound";
                /** @description e.g. completed; full list unread. */
                status?: string;
                /** @description E.164 WITH plus. */
                from_number?: string;
                /** @description E.164 WITH plus. */
                to_number?: string;
                duration_seconds?: number;
                /** @description ISO-8601 Z. */
                timestamp?: string;
                operator_id?: string | null;
                team_name?: string | null;
            } & {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        };
        CallStatusBsuid: {
            /** @constant */
            eventType: "call.status_bsuid";
            call_id: string;
            metadata: {
                /** @enum {string} */
                direction?: "inbound" | "outbound";
                /** @description e.g. completed; full list unread. */
                status?: string;
                /** @description E.164 WITH plus. */
                from_number?: string;
                /** @description E.164 WITH plus. */
                to_number?: string;
                duration_seconds?: number;
                /** @description ISO-8601 Z. */
                timestamp?: string;
                operator_id?: string | null;
                team_name?: string | null;
            } & {
                [key: string]: unknown;
            };
            /** @description Business-scoped user id (two-letter country, dot, id). Optional in plain events, always present in *_bsuid events. */
            bsuid: string | null;
            /** @description Enterprise-level BSUID ("CC.ENT.…"). Required in *_bsuid events. */
            parentBsuid: string | null;
            /** @description WhatsApp handle of the contact, written with a leading @. */
            username?: string | null;
        } & {
            [key: string]: unknown;
        };
        ContactRequestTyping: {
            /** @constant */
            eventType: "contactRequestTyping";
            /** @description WATI contact id. */
            contactId: string;
            waId?: string | null;
            phone?: string | null;
            name?: string | null;
            /** @description Business-scoped user id (two-letter country, dot, id). Optional in plain events, always present in *_bsuid events. */
            bsuid: string | null;
            /** @description Enterprise-level BSUID ("CC.ENT.…"). Required in *_bsuid events. */
            parentBsuid: string | null;
        } & {
            [key: string]: unknown;
        };
        PaymentCaptured: {
            /** @description Literal value not seen. */
            eventType: string;
            from?: string;
            status?: string;
            /** @description UTC date-time, .NET round-trip form with up to 7 fractional digits and Z (CTA sample omits Z). */
            created?: string;
            payment?: {
                referenceId?: string;
                sender?: string;
            } & {
                [key: string]: unknown;
            };
            id: string;
            type?: string;
        } & {
            [key: string]: unknown;
        };
        BusinessCapabilityUpdated: {
            /** @description Name and body unpublished; a support article only lists the event in the dashboard. */
            eventType: string;
        } & {
            [key: string]: unknown;
        };
        WebhookEndpointInput: {
            /** @description Business channel number; dashes tolerated ("1650-937-…" style in the sample). Left out, the default channel. */
            phoneNumber?: string;
            /**
             * @description 0 Disabled, 1 Enabled, 2 Defective.
             * @enum {integer}
             */
            status: 0 | 1 | 2;
            /** @description Delivery URL. */
            url: string;
            eventTypes: string[];
        } & {
            [key: string]: unknown;
        };
        WebhookEndpoint: {
            id?: string;
            tenantId?: string;
            channelId?: string | null;
            channelPhoneNumber?: string;
            url?: string;
            status?: number;
            created?: string;
            lastUpdated?: string;
            /** @description Consecutive failures. */
            failedIterationCount?: number;
            /** @description Whether the failure mail went out. */
            isSentNotify?: boolean;
            eventTypes?: string[];
        } & {
            [key: string]: unknown;
        };
        WebhookLimitError: {
            /** @constant */
            ok?: false;
            /** @description "Number of Webhooks exceed limitation" or "Invalid event types". */
            error?: string;
            isOverWebhookLimit?: boolean;
        } & {
            [key: string]: unknown;
        };
        /** @description As WebhookEndpoint, with the status as a word. */
        WebhookV3: {
            id: string;
            tenantId?: string;
            channelId: string | null;
            channelPhoneNumber: string;
            url: string;
            /** @enum {string} */
            status: "Enabled" | "Disabled" | "Defective";
            created?: string;
            lastUpdated?: string;
            failedIterationCount: number;
            isSentNotify?: boolean;
            eventTypes: string[];
        } & {
            [key: string]: unknown;
        };
        WebhooksV3: {
            ok: boolean;
            result: components["schemas"]["WebhookV3"][];
        } & {
            [key: string]: unknown;
        };
        WebhookV3Answer: {
            ok: boolean;
            result: components["schemas"]["WebhookV3"];
        } & {
            [key: string]: unknown;
        };
    };
    responses: {
        /** @description Receiver accepts. Body ignored. */
        Ack: {
            headers: {
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description Anything else or no answer counts as a failure and enters the retry schedule. */
        Nack: {
            headers: {
                [name: string]: unknown;
            };
            content?: never;
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    createWebhookEndpoints: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenantId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookEndpointInput"][];
            };
        };
        responses: {
            /** @description Created or existing subscriptions. Check ok, not only the status. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ok?: boolean;
                        result?: components["schemas"]["WebhookEndpoint"][];
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Limit reached, duplicate URL or unknown event type. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookLimitError"];
                };
            };
            /** @description No or bad token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Scope, role or plan. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Body shape unread; given here as in V2, with status words as updateWebhook takes them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhooksV3"];
                };
            };
            /** @description No token, or one that is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Seen on a Growth tenant. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listWebhookEventTypes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Body shape unread; given here as ok and result, like the list. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ok: boolean;
                        result: string[];
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description No token, or one that is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A token without the scope, or of another workspace. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    url?: string;
                    eventTypes?: string[];
                    /** @enum {string} */
                    status?: "Enabled" | "Disabled";
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Updated; body unread. Given here as ok and the endpoint. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookV3Answer"];
                };
            };
            /** @description Unknown event or bad URL. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No token, or one that is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A token without the scope, or of another workspace. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such endpoint in this workspace. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Another endpoint of the channel has that URL. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ok: boolean;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description No token, or one that is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A token without the scope, or of another workspace. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such endpoint in this workspace. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    rotateToken: {
        parameters: {
            query: {
                /** @description The token to block. */
                token: string;
            };
            header?: never;
            path: {
                tenantId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success; no body schema published. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    on_message: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MessageReceived"];
            };
        };
        responses: {
            200: components["responses"]["Ack"];
            default: components["responses"]["Nack"];
        };
    };
    on_message_bsuid: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MessageReceivedBsuid"];
            };
        };
        responses: {
            200: components["responses"]["Ack"];
            default: components["responses"]["Nack"];
        };
    };
    on_newContactMessageReceived: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewContactMessage"];
            };
        };
        responses: {
            200: components["responses"]["Ack"];
            default: components["responses"]["Nack"];
        };
    };
    on_newContactMessageReceived_bsuid: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewContactMessageBsuid"];
            };
        };
        responses: {
            200: components["responses"]["Ack"];
            default: components["responses"]["Nack"];
        };
    };
    on_sessionMessageSent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SessionMessageSent"];
            };
        };
        responses: {
            200: components["responses"]["Ack"];
            default: components["responses"]["Nack"];
        };
    };
    on_sessionMessageSent_v2: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SessionMessageSentV2"];
            };
        };
        responses: {
            200: components["responses"]["Ack"];
            default: components["responses"]["Nack"];
        };
    };
    on_sessionMessageSent_bsuid: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SessionMessageSentBsuid"];
            };
        };
        responses: {
            200: components["responses"]["Ack"];
            default: components["responses"]["Nack"];
        };
    };
    on_sessionMessageSent_v2_bsuid: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SessionMessageSentBsuid"];
            };
        };
        responses: {
            200: components["responses"]["Ack"];
            default: components["responses"]["Nack"];
        };
    };
    on_templateMessageSent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateMessageSent"];
            };
        };
        responses: {
            200: components["responses"]["Ack"];
            default: components["responses"]["Nack"];
        };
    };
    on_templateMessageSent_v2: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateMessageSentV2"];
            };
        };
        responses: {
            200: components["responses"]["Ack"];
            default: components["responses"]["Nack"];
        };
    };
    on_templateMessageSent_bsuid: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateMessageSentBsuid"];
            };
        };
        responses: {
            200: components["responses"]["Ack"];
            default: components["responses"]["Nack"];
        };
    };
    on_templateMessageSent_v2_bsuid: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateMessageSentBsuid"];
            };
        };
        responses: {
            200: components["responses"]["Ack"];
            default: components["responses"]["Nack"];
        };
    };
    on_sentMessageDELIVERED: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SentMessageDelivered"];
            };
        };
        responses: {
            200: components["responses"]["Ack"];
            default: components["responses"]["Nack"];
        };
    };
    on_sentMessageDELIVERED_v2: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SentMessageDeliveredV2"];
            };
        };
        responses: {
            200: components["responses"]["Ack"];
            default: components["responses"]["Nack"];
        };
    };
    on_sentMessageREAD: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SentMessageRead"];
            };
        };
        responses: {
            200: components["responses"]["Ack"];
            default: components["responses"]["Nack"];
        };
    };
    on_sentMessageREAD_v2: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SentMessageReadV2"];
            };
        };
        responses: {
            200: components["responses"]["Ack"];
            default: components["responses"]["Nack"];
        };
    };
    on_sentMessageREPLIED: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SentMessageReplied"];
            };
        };
        responses: {
            200: components["responses"]["Ack"];
            default: components["responses"]["Nack"];
        };
    };
    on_sentMessageREPLIED_v2: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SentMessageRepliedV2"];
            };
        };
        responses: {
            200: components["responses"]["Ack"];
            default: components["responses"]["Nack"];
        };
    };
    on_templateMessageFailed: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateMessageFailed"];
            };
        };
        responses: {
            200: components["responses"]["Ack"];
            default: components["responses"]["Nack"];
        };
    };
    on_sessionMessageFailed: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SessionMessageFailed"];
            };
        };
        responses: {
            200: components["responses"]["Ack"];
            default: components["responses"]["Nack"];
        };
    };
    on_templateReviewed: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateReviewed"];
            };
        };
        responses: {
            200: components["responses"]["Ack"];
            default: components["responses"]["Nack"];
        };
    };
    on_templateQualityUpdated: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateQualityUpdated"];
            };
        };
        responses: {
            200: components["responses"]["Ack"];
            default: components["responses"]["Nack"];
        };
    };
    on_templateCategoryUpdated: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateCategoryUpdated"];
            };
        };
        responses: {
            200: components["responses"]["Ack"];
            default: components["responses"]["Nack"];
        };
    };
    on_wabaStatusReviewUpdate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WabaStatusReviewUpdate"];
            };
        };
        responses: {
            200: components["responses"]["Ack"];
            default: components["responses"]["Nack"];
        };
    };
    on_PhoneNumberQualityUpdatedEvent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PhoneNumberQualityUpdate"];
            };
        };
        responses: {
            200: components["responses"]["Ack"];
            default: components["responses"]["Nack"];
        };
    };
    on_accountDeleted: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountDeleted"];
            };
        };
        responses: {
            200: components["responses"]["Ack"];
            default: components["responses"]["Nack"];
        };
    };
    on_accountUpdated: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountUpdated"];
            };
        };
        responses: {
            200: components["responses"]["Ack"];
            default: components["responses"]["Nack"];
        };
    };
    on_phoneNumberDeleted: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PhoneNumberDeleted"];
            };
        };
        responses: {
            200: components["responses"]["Ack"];
            default: components["responses"]["Nack"];
        };
    };
    on_chatbotTriggered: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatbotTriggered"];
            };
        };
        responses: {
            200: components["responses"]["Ack"];
            default: components["responses"]["Nack"];
        };
    };
    on_chatbotTriggered_bsuid: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatbotTriggeredBsuid"];
            };
        };
        responses: {
            200: components["responses"]["Ack"];
            default: components["responses"]["Nack"];
        };
    };
    on_ctaUrlClicked: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CtaUrlClicked"];
            };
        };
        responses: {
            200: components["responses"]["Ack"];
            default: components["responses"]["Nack"];
        };
    };
    on_ctaUrlClicked_bsuid: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CtaUrlClickedBsuid"];
            };
        };
        responses: {
            200: components["responses"]["Ack"];
            default: components["responses"]["Nack"];
        };
    };
    on_call_status: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CallStatus"];
            };
        };
        responses: {
            200: components["responses"]["Ack"];
            default: components["responses"]["Nack"];
        };
    };
    on_call_status_bsuid: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CallStatusBsuid"];
            };
        };
        responses: {
            200: components["responses"]["Ack"];
            default: components["responses"]["Nack"];
        };
    };
    on_contactRequestTyping: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactRequestTyping"];
            };
        };
        responses: {
            200: components["responses"]["Ack"];
            default: components["responses"]["Nack"];
        };
    };
    on_paymentCaptured: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PaymentCaptured"];
            };
        };
        responses: {
            200: components["responses"]["Ack"];
            default: components["responses"]["Nack"];
        };
    };
    on_businessCapabilityUpdated: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BusinessCapabilityUpdated"];
            };
        };
        responses: {
            200: components["responses"]["Ack"];
            default: components["responses"]["Nack"];
        };
    };
}
