// Generated from the contract by server/scripts/generate-contract-types.ts. Change the contract, not this file.

export interface paths {
    "/api/v1/getContacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List contacts */
        get: operations["getContacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/addContact/{whatsappNumber}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add (or overwrite) a contact
         * @description Acts as an upsert: an existing number gets the new name and attributes. Attributes not named before are created.
         */
        post: operations["addContact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/updateContactAttributes/{whatsappNumber}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Update attributes of one contact
         * @description Only the named attributes change. What an unknown contact gets is not published: answer result false with HTTP 200.
         */
        post: operations["updateContactAttributes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/updateContactAttributesForMultiContacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Update attributes of several contacts */
        post: operations["updateContactAttributesForMultiContacts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/createCustomSegment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create a custom segment */
        post: operations["createCustomSegment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rotateToken": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Block a token */
        post: operations["rotateToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assignOperator": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Assign the chat to a user */
        post: operations["assignOperator"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/updateChatStatus": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change the chat status */
        post: operations["updateChatStatus"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List chatbots */
        get: operations["getChatbots"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Start a chatbot for a contact */
        post: operations["startChatbot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/getMedia": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download a media file */
        get: operations["getMedia"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/file/showFile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download a media file by the link given in webhooks
         * @description Needs the same bearer token; 401 without.
         */
        get: operations["showFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/getMessages/{whatsappNumber}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Message history of a contact */
        get: operations["getMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/whatsApp/messages/{phoneNumber}/{localMessageId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One message by localMessageId */
        get: operations["getWhatsAppMessageByLocalMessageId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sendSessionMessage/{whatsappNumber}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send text inside the 24 h window */
        post: operations["sendSessionMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sendSessionFile/{whatsappNumber}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a file inside the 24 h window */
        post: operations["sendSessionFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sendSessionFileViaUrl/{whatsappNumber}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a file by URL inside the 24 h window */
        post: operations["sendSessionFileViaUrl"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sendInteractiveButtonsMessage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send reply buttons inside the 24 h window */
        post: operations["sendInteractiveButtonsMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sendInteractiveListMessage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a list inside the 24 h window */
        post: operations["sendInteractiveListMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sendTemplateMessage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a template to one contact
         * @description A trailing slash before the question mark is sent by some clients (/sendTemplateMessage/?whatsappNumber=). The contact is created when unknown. Info texts in the examples are invented: official wording is not published.
         */
        post: operations["sendTemplateMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sendTemplateMessage/{whatsappNumber}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Legacy form with the number in the path
         * @description parameters arrives as a JSON-encoded text, broadcast_name may be missing.
         */
        post: operations["sendTemplateMessageLegacyPath"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sendTemplateMessages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a template to several contacts
         * @description One MCP-style sample shows result false with empty error lists: clients must not rely on errors alone.
         */
        post: operations["sendTemplateMessages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sendTemplateMessageCSV": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a template to numbers in a CSV file */
        post: operations["sendTemplateMessageCSV"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sendTemplateMessage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a template to one contact, answer with localMessageId */
        post: operations["sendTemplateMessageV2"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sendTemplateMessages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a template to several contacts, answer with localMessageIds */
        post: operations["sendTemplateMessagesV2"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/getMessageTemplates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List templates */
        get: operations["getMessageTemplates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/getMessageTemplates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List templates (newer) */
        get: operations["getMessageTemplatesV2"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/whatsApp/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a template
         * @description Stores a DRAFT; sending to Meta is a dashboard action. Needed keys in practice: elementName, category, language, body. Missing ones are filled (subCategory STANDARD, buttonsType none, type hsm). One live report: HTTP 500 although it was stored; do not copy.
         */
        post: operations["createWhatsAppTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/whatsApp/templates/{wabaId}/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete all languages of a template */
        delete: operations["deleteWhatsAppTemplatesByName"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/whatsApp/templates/{wabaId}/{name}/{language}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete one language of a template */
        delete: operations["deleteWhatsAppTemplate"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/webhookEndpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List webhooks */
        get: operations["listWebhookEndpoints"];
        put?: never;
        /** Create webhooks */
        post: operations["createWebhookEndpoints"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhookEndpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List webhooks (V1 twin) */
        get: operations["listWebhookEndpointsV1"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/whatsApp/businessAccounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List business accounts */
        get: operations["getWhatsAppBusinessAccounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/whatsApp/phoneNumbers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List phone numbers
         * @description One client writes the path in lower case (phonenumbers): route without case.
         */
        get: operations["getWhatsAppPhoneNumbers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/whatsapp/phoneNumbers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List phone numbers (multi number) */
        get: operations["listWhatsAppPhoneNumbersV2"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/whatsapp/{wabaId}/{phoneNumber}/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Phone number detail */
        get: operations["getWhatsAppPhoneNumberProfile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/order_details/{referenceId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Order details (private beta) */
        get: operations["getOrderDetails"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/order_details": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send an order details message (private beta) */
        post: operations["sendOrderDetails"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payment_status/{referenceId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Payment status (private beta) */
        get: operations["getPaymentStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/order_status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Update an order (private beta) */
        post: operations["updateOrderStatus"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/order_details_template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send an order details template (private beta) */
        post: operations["sendOrderDetailsTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/order_status_template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send an order status template (private beta) */
        post: operations["sendOrderStatusTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** List contacts (unlisted, used by Pipedream) */
        post: operations["listContactsInternal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assignTeam": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Assign teams */
        post: operations["assignTeam"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/broadcast/{broadcastId}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Auto-retry of a campaign */
        post: operations["enableBroadcastAutoRetry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sendDirectSendMessage/{whatsappNumber}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Direct send (documented, not in the seed index) */
        post: operations["sendDirectSendMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/templates/update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Dashboard call used by one script */
        post: operations["updateTemplateInternal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Name/value pair used for contact attributes and for template variables. */
        CustomParam: {
            /**
             * @description Attribute or template variable name. May be "1", "2" for positional templates.
             * @example plan
             */
            name?: string | null;
            /**
             * @description Always text. Clients that send numbers or booleans should be tolerated and turned into text.
             * @example gold
             */
            value?: string | null;
        };
        /** @description Paging block which closes every V1 list answer. */
        PageLink: {
            /** @description URL or null */
            prevPage?: string | null;
            /** @description URL or null */
            nextPage?: string | null;
            /**
             * Format: int32
             * @description Page answered, first page is 1
             */
            pageNumber?: number;
            /**
             * Format: int32
             * @description Page size answered
             */
            pageSize?: number;
            /**
             * Format: int32
             * @description Total rows over all pages
             */
            total?: number;
        };
        /** @description The plain V1 answer envelope. */
        LegacyResult: {
            /** @description true on success, false on business failure */
            result: boolean;
            /** @description Human text, empty or absent on success */
            info?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Business failure. Comes with HTTP 200 in most cases, and with HTTP 400 for request faults. Clients read info, then message, then error. */
        LegacyFailure: {
            /** @constant */
            result: false;
            /** @description Reason. This is the key most clients read. */
            info?: string | null;
            /** @description Reason. Used by the session sends instead of, or next to, info. */
            message?: string | null;
            /**
             * @description Only on session sends: state of the conversation which blocked the send.
             * @example EXPIRED
             * @example CLOSED
             */
            ticketStatus?: string | null;
            /** @description Only on sendTemplateMessage. */
            validWhatsAppNumber?: boolean;
            error?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Failure form of the newer V1 endpoints that answer with ok instead of result. */
        OkFailure: {
            /** @constant */
            ok: false;
            /** @description Reason text in some answers */
            result?: string | null;
            /** @description Reason text, or a message object carrying failedDetail */
            message?: string | {
                [key: string]: unknown;
            } | null;
            /** @description Reason text in webhookEndpoints answers */
            error?: string | null;
            /** @description Provider errors */
            errors?: (string | ({
                code?: number | string;
                message?: string;
            } & {
                [key: string]: unknown;
            }))[] | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Seen in one client when Meta refuses at send time. */
        MetaSendFailure: {
            /** @example Message Sent Failed */
            message?: string;
            errors?: ({
                /** Format: int32 */
                code?: number;
                message?: string;
            } & {
                [key: string]: unknown;
            })[];
        } & {
            [key: string]: unknown;
        };
        /** @description ASP.NET Core model-validation answer. INFERRED from the server stack: no capture was found. */
        ValidationProblem: {
            type?: string;
            title?: string;
            /** Format: int32 */
            status?: number;
            traceId?: string;
            errors?: {
                [key: string]: string[];
            };
        } & {
            [key: string]: unknown;
        };
        AnyFailure: components["schemas"]["LegacyFailure"] | components["schemas"]["OkFailure"] | components["schemas"]["MetaSendFailure"] | components["schemas"]["ValidationProblem"];
        /** @description Contact as answered by V1. Strict typed clients map firstName, fullName, phone, wAid, customParams and contactStatus. */
        Contact: {
            /** @description 24 hex digits. Usable as target. */
            id: string;
            tenantId?: string | null;
            /** @description WhatsApp id: digits with country code. Mind the casing: small w, capital A, small id. */
            wAid: string;
            firstName?: string | null;
            fullName: string | null;
            /** @description Digits with country code */
            phone: string | null;
            /** @description Value of sourceType at creation, or null */
            source?: string | null;
            /**
             * @description Word in capitals
             * @example VALID
             * @example INVALID
             */
            contactStatus?: string | null;
            photo?: string | null;
            /**
             * @description Text date, English month, MMM-dd-yyyy (not ISO)
             * @example Mar-07-2025
             */
            created?: string;
            /**
             * Format: date-time
             * @description ISO 8601 UTC with milliseconds
             */
            lastUpdated?: string;
            /** @description All attributes. The entries name and phone are normally included. */
            customParams: components["schemas"]["CustomParam"][];
            optedIn?: boolean;
            isDeleted?: boolean;
            allowBroadcast?: boolean;
            allowSMS?: boolean;
            teamIds?: string[];
            /** @description Older tenants only */
            tags?: string[];
            /** @description Older tenants only */
            tagName?: string | null;
            displayId?: string | null;
            displayName?: string | null;
            isInFlow?: boolean;
            lastFlowId?: string | null;
            currentFlowNodeId?: string | null;
            selectedHubspotId?: string | null;
        } & {
            [key: string]: unknown;
        };
        GetContactsResponse: {
            /**
             * @description The word success, not a boolean
             * @example success
             */
            result: string;
            /** @description snake_case, unlike its siblings */
            contact_list: components["schemas"]["Contact"][] | null;
            link?: components["schemas"]["PageLink"];
            loginUserPhone?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Unknown keys are ignored; one PHP client sends fullName instead of name. */
        AddContactRequest: {
            /** @description Display name */
            name?: string | null;
            customParams?: components["schemas"]["CustomParam"][] | null;
        } & {
            [key: string]: unknown;
        };
        AddContactResponse: {
            result: boolean;
            info?: string | null;
            contact?: components["schemas"]["Contact"] | null;
        } & {
            [key: string]: unknown;
        };
        UpdateContactAttributesRequest: {
            customParams: components["schemas"]["CustomParam"][] | null;
        };
        MultiContactItem: {
            /** @description Digits with country code */
            whatsappNumber?: string;
            /** @description Phone, contact id or BSUID; wins over whatsappNumber */
            target?: string;
            customParams: components["schemas"]["CustomParam"][];
        };
        MultiContactRequest: {
            contacts: components["schemas"]["MultiContactItem"][];
        };
        /** @description Click-to-WhatsApp ad data, first inbound message only. */
        MessageReferral: {
            headline?: string | null;
            body?: string | null;
            url?: string | null;
            sourceId?: string | null;
            ctwaClid?: string | null;
        } & {
            [key: string]: unknown;
        };
        HistoryMessage: {
            /** @constant */
            eventType: "message";
            /** @description Quoted message or null */
            replySourceMessage?: {
                [key: string]: unknown;
            } | string | null;
            messageReferral?: components["schemas"]["MessageReferral"] | null;
            /** @description Body, or caption of a media message */
            text?: string | null;
            /**
             * @description Word, e.g. text, image, document, video, audio, voice, sticker, location, button, interactive, reaction, contacts, order, catalog, template, media_placeholder
             * @example text
             */
            type: string;
            /** @description Media path such as data/images/<uuid>.jpg, a showFile URL, an object such as {fileName}, or null */
            data?: string | {
                [key: string]: unknown;
            } | null;
            /**
             * @description Unix SECONDS as TEXT
             * @example 1741338942
             */
            timestamp?: string;
            /** @description true when the business (operator, bot, API) sent it; false when the customer did */
            owner: boolean;
            /**
             * @description Upper case: SENT, DELIVERED, READ, REPLIED, FAILED (and SENDING while queued)
             * @example READ
             */
            statusString?: string | null;
            avatarUrl?: string | null;
            assignedId?: string | null;
            /**
             * @description Bot messages carry the word Bot FOLLOWED BY A BLANK
             * @example Bot
             */
            operatorName?: string | null;
            /** @description UUID of an outbound message, null inbound */
            localMessageId?: string | null;
            failedDetail?: string | null;
            /** @description Newer */
            failedCode?: string | null;
            referenceOrderId?: string | null;
            /** @description Shared contact cards */
            contacts?: {
                [key: string]: unknown;
            }[] | null;
            messageProducts?: unknown[] | Record<string, never> | null;
            orderProducts?: unknown[] | Record<string, never> | null;
            interactiveData?: {
                [key: string]: unknown;
            } | null;
            orderDetailsViewModel?: {
                [key: string]: unknown;
            } | null;
            /** @description Null or absent in history for most tenants */
            whatsappMessageId?: string | null;
            /** @description Newer */
            templateId?: string | null;
            /** @description Newer */
            replyContextId?: string | null;
            /** @description Newer */
            senderName?: string | null;
            /** @description Newer, {text, payload} */
            buttonReply?: {
                [key: string]: unknown;
            } | null;
            /** @description Newer, {id, title} */
            interactiveButtonReply?: {
                [key: string]: unknown;
            } | null;
            /** @description Newer, {id, title, description} */
            listReply?: {
                [key: string]: unknown;
            } | null;
            /** @description Newer, items with text or transcription */
            audioTranscriptionResultList?: {
                [key: string]: unknown;
            }[] | null;
            /** @description 24 hex digits */
            id: string;
            /**
             * Format: date-time
             * @description ISO 8601 UTC, milliseconds
             */
            created: string;
            /** @description 24 hex digits */
            conversationId?: string | null;
            /** @description 24 hex digits, null on broadcastMessage */
            ticketId?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description A template or campaign message in the history. */
        HistoryBroadcastMessage: {
            /** @constant */
            eventType: "broadcastMessage";
            /** @description English sentence naming the template and the date dd|MM|yyyy */
            eventDescription?: string | null;
            /** @description Rendered template body */
            finalText?: string | null;
            /** @description Null in list captures; in the by-localMessageId record an object with header.headerTypeString, header.link, header.mediaHeaderId, header.mediaFromPC */
            template?: {
                [key: string]: unknown;
            } | null;
            mediaHeaderLink?: string | null;
            /** @description SENT, DELIVERED, READ, REPLIED, FAILED */
            statusString?: string | null;
            failedDetail?: string | null;
            /** @description Newer */
            failedCode?: string | null;
            localMessageId?: string | null;
            /** @description Newer */
            templateName?: string | null;
            /** @description Newer */
            templateId?: string | null;
            /** @description Newer, inferred */
            broadcastName?: string | null;
            /** @description Newer */
            timestamp?: string | null;
            /** @description 24 hex digits */
            id: string;
            /**
             * Format: date-time
             * @description ISO 8601 UTC, milliseconds
             */
            created: string;
            /** @description 24 hex digits */
            conversationId?: string | null;
            /** @description 24 hex digits, null on broadcastMessage */
            ticketId?: string | null;
        } & {
            [key: string]: unknown;
        };
        HistoryTicket: {
            /** @constant */
            eventType: "ticket";
            /** @description English sentence: chat initialised by contact, assigned to X, closed by X */
            eventDescription?: string | null;
            /**
             * Format: int32
             * @description Number here (a word in message items): 0 opened/initialised, 1 other change (assignment, closing)
             */
            type?: number;
            actor?: string | null;
            assignee?: string | null;
            /** @description For instance General Enquiry */
            topicName?: string | null;
            /** @description 24 hex digits */
            id: string;
            /**
             * Format: date-time
             * @description ISO 8601 UTC, milliseconds
             */
            created: string;
            /** @description 24 hex digits */
            conversationId?: string | null;
            /** @description 24 hex digits, null on broadcastMessage */
            ticketId?: string | null;
        } & {
            [key: string]: unknown;
        };
        HistoryOther: {
            /**
             * @description call and later additions; clients skip what they do not know
             * @example call
             */
            eventType: string;
            /** @description 24 hex digits */
            id?: string;
            /**
             * Format: date-time
             * @description ISO 8601 UTC, milliseconds
             */
            created?: string;
            /** @description 24 hex digits */
            conversationId?: string | null;
            /** @description 24 hex digits, null on broadcastMessage */
            ticketId?: string | null;
        } & {
            [key: string]: unknown;
        };
        HistoryItem: components["schemas"]["HistoryMessage"] | components["schemas"]["HistoryBroadcastMessage"] | components["schemas"]["HistoryTicket"] | components["schemas"]["HistoryOther"];
        MessagesPage: {
            /** @description NEWEST FIRST */
            items: components["schemas"]["HistoryItem"][];
            /** Format: int32 */
            pageNumber?: number;
            /** Format: int32 */
            pageSize?: number;
            /** Format: int32 */
            convCount?: number;
            /** Format: int32 */
            total?: number;
            /** Format: int32 */
            grandTotal?: number;
            orderBy?: unknown;
            lastId?: string | null;
            sortBy?: unknown;
            filters?: unknown;
            allowFilters?: unknown;
            search?: unknown;
        } & {
            [key: string]: unknown;
        };
        GetMessagesResponse: {
            /**
             * @description success, or an error word
             * @example success
             */
            result: string;
            /** @description Null when nothing is known for the number */
            messages: components["schemas"]["MessagesPage"] | null;
            link?: components["schemas"]["PageLink"];
            info?: string | null;
        } & {
            [key: string]: unknown;
        };
        SentMedia: {
            id?: string | null;
            mimeType?: string | null;
            caption?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Message as echoed by the session sends. Its key names differ from the history item (isOwner vs owner, time vs timestamp, status number added). */
        SentMessage: {
            /** @description wamid, null until Meta accepted */
            whatsappMessageId?: string | null;
            /** @description UUID */
            localMessageId?: string | null;
            text?: string | null;
            media?: components["schemas"]["SentMedia"] | null;
            messageContact?: unknown;
            location?: unknown;
            /**
             * @description Word
             * @example text
             */
            type: string;
            /** @description Unix seconds as text */
            time?: string | null;
            /**
             * Format: int32
             * @description Number twin of statusString
             */
            status?: number;
            /**
             * @description SENDING or SENT right after the call
             * @example SENT
             */
            statusString: string;
            isOwner?: boolean;
            isUnread?: boolean;
            ticketId?: string | null;
            avatarUrl?: string | null;
            assignedId?: string | null;
            operatorName?: string | null;
            replyContextId?: string | null;
            /**
             * Format: int32
             * @description Numeric code
             */
            sourceType?: number;
            failedDetail?: string | null;
            messageReferral?: unknown;
            /** @description Only on interactive sends */
            interactiveData?: {
                [key: string]: unknown;
            } | null;
            /** @description 24 hex digits */
            id: string;
            /** Format: date-time */
            created: string;
            conversationId?: string | null;
        } & {
            [key: string]: unknown;
        };
        SessionMessageSuccess: {
            /** @constant */
            ok: true;
            /**
             * @description The word success
             * @example success
             */
            result: string;
            message: components["schemas"]["SentMessage"];
            /** @description Echoed by some tenants */
            contact?: components["schemas"]["Contact"] | null;
        } & {
            [key: string]: unknown;
        };
        SessionSendResponse: components["schemas"]["SessionMessageSuccess"] | components["schemas"]["LegacyFailure"] | components["schemas"]["OkFailure"];
        SessionFileSuccess: {
            /** @description Absent in some captures */
            ok?: boolean;
            /** @description The word success, boolean true, or (one live-verified client) the id text of the stored message */
            result: string | boolean;
            message?: components["schemas"]["SentMessage"] | string | null;
            ticketStatus?: string | null;
        } & {
            [key: string]: unknown;
        };
        SessionFileResponse: components["schemas"]["SessionFileSuccess"] | components["schemas"]["LegacyFailure"] | components["schemas"]["OkFailure"];
        InteractiveSuccess: {
            /** @constant */
            ok: true;
            errors?: unknown[] | null;
            message: components["schemas"]["SentMessage"];
            result?: string | null;
        } & {
            [key: string]: unknown;
        };
        InteractiveResponse: components["schemas"]["InteractiveSuccess"] | components["schemas"]["OkFailure"] | components["schemas"]["LegacyFailure"];
        ButtonsMessageHeader: {
            /**
             * @description Text, Video, Image or Document. Compare without case: lower-case text is common in clients.
             * @enum {string}
             */
            type?: "Text" | "Video" | "Image" | "Document" | "text" | "video" | "image" | "document";
            /** @description Only for Text, at most 60 characters */
            text?: string | null;
            media?: {
                /** @description Required for the other types */
                url?: string | null;
                /** @description Only for Document */
                fileName?: string | null;
            } | null;
        } | null;
        /** @description No key is marked required in the official schema; body and buttons are needed in practice. */
        ButtonsMessage: {
            header?: components["schemas"]["ButtonsMessageHeader"];
            /** @description At most 1024 characters after variables are put in */
            body?: string | null;
            /** @description At most 60 */
            footer?: string | null;
            /** @description 1 to 3 */
            buttons?: ({
                /** @description At most 20 */
                text?: string | null;
                /** @description Not documented; some clients send it */
                id?: string;
            } & {
                [key: string]: unknown;
            })[] | null;
        } & {
            [key: string]: unknown;
        };
        ListMessage: {
            /** @description Plain text, at most 60 */
            header?: string | null;
            /** @description At most 1024 */
            body?: string | null;
            /** @description At most 60 */
            footer?: string | null;
            /** @description Label that opens the list, camelCase, at most 20 (Meta rule) */
            buttonText?: string | null;
            /** @description 1 to 10 rows over all sections */
            sections?: ({
                /** @description At most 24 */
                title?: string | null;
                rows?: ({
                    /** @description At most 24 */
                    title?: string | null;
                    /** @description At most 72 */
                    description?: string | null;
                    /** @description Not documented; some clients send it */
                    id?: string;
                } & {
                    [key: string]: unknown;
                })[] | null;
            } & {
                [key: string]: unknown;
            })[] | null;
        } & {
            [key: string]: unknown;
        };
        SendTemplateRequest: {
            /** @description elementName of an approved template */
            template_name: string;
            /** @description Grouping label for analytics */
            broadcast_name: string;
            /** @description Positional order follows the placeholders; each entry is also named. Resolve by name first, then by position. Empty array for a static template. */
            parameters: components["schemas"]["CustomParam"][] | string;
            /** @description Channel phone number that sends; default channel when absent */
            channel_number?: string | null;
            /** @description Alias printed in one support article */
            channelNumber?: string | null;
            /** @description Sent by old clients, ignored */
            template_namespace?: string | null;
            /** @description Caller id, newer, inferred for the single send */
            localMessageId?: string | null;
        } & {
            [key: string]: unknown;
        };
        TemplateReceiver: {
            /** @description Digits with country code */
            whatsappNumber?: string;
            /** @description Phone, contact id or BSUID; wins over whatsappNumber */
            target?: string;
            customParams: components["schemas"]["CustomParam"][];
        } & {
            [key: string]: unknown;
        };
        TemplateReceiverV2: {
            /** @description Digits with country code */
            whatsappNumber?: string;
            /** @description Phone, contact id or BSUID; wins over whatsappNumber */
            target?: string;
            /** @description Caller correlation id, 10 to 64 characters if it is to be looked up later */
            localMessageId?: string | null;
            customParams: components["schemas"]["CustomParam"][];
        } & {
            [key: string]: unknown;
        };
        SendTemplatesRequest: {
            template_name: string;
            broadcast_name: string;
            /** @description At most 1000 per call */
            receivers: components["schemas"]["TemplateReceiver"][];
            /** @description Channel phone number that sends */
            channel_number?: string | null;
        } & {
            [key: string]: unknown;
        };
        SendTemplatesRequestV2: {
            template_name: string;
            broadcast_name: string;
            /** @description At most 1000 per call */
            receivers: components["schemas"]["TemplateReceiverV2"][];
            /** @description Channel phone number that sends */
            channel_number?: string | null;
        } & {
            [key: string]: unknown;
        };
        SendTemplateResponseV1: {
            result: boolean;
            /** @description Digits */
            phone_number?: string;
            template_name?: string;
            /** @description THE MISSPELLING IS PART OF THE WIRE FORMAT */
            parameteres?: components["schemas"]["CustomParam"][] | null;
            contact?: components["schemas"]["Contact"] | null;
            model?: ({
                ids?: string[];
            } & {
                [key: string]: unknown;
            }) | null;
            /** @description False when the number has no WhatsApp account */
            validWhatsAppNumber?: boolean;
            /** @description Newer tenants */
            local_message_id?: string | null;
            /** @description Newer tenants */
            localMessageId?: string | null;
            /** @description Only on failure */
            info?: string | null;
        } & {
            [key: string]: unknown;
        };
        SendTemplatesResponseV1: {
            result: boolean;
            errors?: ({
                /** @description Empty text when fine */
                error?: string | null;
                invalidWhatsappNumbers?: string[];
                invalidCustomParameters?: (string | Record<string, never>)[];
            } & {
                [key: string]: unknown;
            }) | null;
            /** @description Newer tenants only */
            receivers?: ({
                whatsappNumber?: string;
                waId?: string;
                localMessageId?: string | null;
                isValidWhatsAppNumber?: boolean;
                errors?: unknown[];
            } & {
                [key: string]: unknown;
            })[];
            info?: string | null;
        } & {
            [key: string]: unknown;
        };
        SendTemplateResponseV2: {
            result: boolean;
            /** @description null when fine */
            error?: string | null;
            templateName?: string | null;
            receivers: ({
                /** @description UUID */
                localMessageId?: string | null;
                /** @description Digits */
                waId?: string | null;
                isValidWhatsAppNumber?: boolean;
                errors?: (string | {
                    [key: string]: unknown;
                })[];
            } & {
                [key: string]: unknown;
            })[] | null;
            parameters?: components["schemas"]["CustomParam"][] | null;
        } & {
            [key: string]: unknown;
        };
        TemplateCustomParam: {
            paramName?: string;
            /** @description Sample value */
            paramValue?: string | null;
        };
        ParamMapping: ({
            /** Format: int32 */
            index?: number;
            paramName?: string | null;
        } & {
            [key: string]: unknown;
        }) | null;
        TemplateHeader: ({
            /** @description Integer in getMessageTemplates answers (0 none, 1 text, 2 image, 3 video, 4 document; 1, 2 and 4 observed, 0 and 3 inferred); a word in create requests */
            type?: number | string;
            /** @description Word form: none, text, image, video, document */
            typeString?: string | null;
            /** @description Name of the word form inside message records */
            headerTypeString?: string | null;
            text?: string | null;
            link?: string | null;
            mediaHeaderId?: string | null;
            /** @description Uploaded file name */
            mediaFromPC?: string | null;
            headerOriginal?: string | null;
            headerParamMapping?: components["schemas"]["ParamMapping"];
        } & {
            [key: string]: unknown;
        }) | null;
        TemplateButton: {
            /** @description quick_reply, url, phone_number (call), copy_code and others */
            type?: string | null;
            parameter?: ({
                text?: string | null;
                phoneNumber?: string | null;
                url?: string | null;
                urlOriginal?: string | null;
                /** @description none, static or dynamic */
                urlType?: string | null;
                buttonParamMapping?: components["schemas"]["ParamMapping"];
                /** @description Inferred */
                copyOfferCode?: string | null;
                /** @description Inferred */
                orderDetails?: unknown;
            } & {
                [key: string]: unknown;
            }) | null;
        } & {
            [key: string]: unknown;
        };
        TemplateLanguage: {
            /** @description English name */
            key?: string | null;
            /** @description Code such as en or en_US */
            value?: string | null;
            text?: string | null;
        } | null;
        MessageTemplate: {
            /** @description 24 hex digits */
            id: string;
            wabaId?: string | null;
            /** @description The name used in sends */
            elementName: string;
            /** @description MARKETING, UTILITY, AUTHENTICATION (older tenants hold legacy Meta words) */
            category?: string | null;
            /** @description STANDARD by default */
            subCategory?: string | null;
            /** @description Body text for type hsm */
            hsm?: string | null;
            hsmOriginal?: string | null;
            /** @description Order of the placeholders */
            customParams: components["schemas"]["TemplateCustomParam"][] | null;
            /** @description APPROVED, PENDING, REJECTED, DRAFT, DELETED, PAUSED, DISABLED. Compare without case. */
            status: string | null;
            language?: components["schemas"]["TemplateLanguage"];
            /** Format: date-time */
            lastModified?: string;
            /** @description hsm or template */
            type?: string | null;
            header?: components["schemas"]["TemplateHeader"];
            /** @description Text with {{1}} style placeholders */
            body?: string | null;
            /** @description Text with {{name}} style placeholders */
            bodyOriginal?: string | null;
            footer?: string | null;
            buttons?: components["schemas"]["TemplateButton"][] | null;
            /** @description none, quick_reply, call_to_action, quick_reply_and_call_to_action */
            buttonsType?: string | null;
            /** @description Inferred from V3 */
            carouselCards?: {
                [key: string]: unknown;
            }[] | null;
            /** @description Inferred from V3 */
            catalogInfo?: unknown;
            /** @description Inferred from V3 */
            limitedTimeOffer?: unknown;
            /** Format: int32 */
            expiresIn?: number;
            includeExpiryTime?: boolean;
            addSecurityRecommendation?: boolean;
            /** @description Number or word: unknown, green, yellow, red */
            quality?: number | string | null;
            creationMethod?: number | string | null;
            isUrlBtnClickTrackingEnabled?: boolean;
            trackingUrlVersion?: number | string | null;
            /** @description Inferred */
            rejectedReason?: string | null;
        } & {
            [key: string]: unknown;
        };
        GetMessageTemplatesResponse: {
            /**
             * @description success
             * @example success
             */
            result: string;
            messageTemplates: components["schemas"]["MessageTemplate"][];
            link?: components["schemas"]["PageLink"];
        } & {
            [key: string]: unknown;
        };
        CreateTemplateRequest: {
            /** @description template */
            type?: string | null;
            /** @enum {string} */
            category: "MARKETING" | "UTILITY" | "AUTHENTICATION";
            /** @description STANDARD, CAROUSEL, CATALOG, CHECKOUT_BUTTON, ORDER_STATUS, LIMITED_TIME_OFFER */
            subCategory?: string | null;
            /** @description NONE, quick_reply, call_to_action, quick_reply_and_call_to_action, order_details, checkout */
            buttonsType?: string | null;
            buttons?: components["schemas"]["TemplateButton"][] | null;
            /** @description At most 60 */
            footer?: string | null;
            /** @description Lower case letters, digits, underscore */
            elementName: string;
            /** @description Code, e.g. en, en_US, es_AR. TEXT here, OBJECT in list answers */
            language: string;
            header?: ({
                /** @description none, text, image, video, document */
                type?: string;
                text?: string | null;
                link?: string | null;
                mediaFromPC?: string | null;
                mediaHeaderId?: string | null;
            } & {
                [key: string]: unknown;
            }) | null;
            /** @description Text with {{name}} or {{1}} placeholders */
            body: string;
            customParams?: components["schemas"]["TemplateCustomParam"][] | null;
            /**
             * Format: int32
             * @description 0
             */
            creationMethod?: number;
        } & {
            [key: string]: unknown;
        };
        CreateTemplateResponse: ({
            /** @constant */
            ok: true;
            result?: components["schemas"]["MessageTemplate"];
        } & {
            [key: string]: unknown;
        }) | components["schemas"]["OkFailure"];
        OkResponse: {
            ok: boolean;
        } & {
            [key: string]: unknown;
        };
        Chatbot: {
            id?: string | null;
            name?: string | null;
            /** Format: date-time */
            created?: string | null;
        } & {
            [key: string]: unknown;
        };
        UpdateChatStatusRequest: {
            /**
             * @description Bind the key without case: TicketStatus is also sent.
             * @enum {string}
             */
            ticketStatus: "OPEN" | "SOLVED" | "PENDING" | "BLOCK";
            /** @description Digits */
            whatsappNumber?: string;
            /** @description Wins over whatsappNumber */
            target?: string;
            /** @description Channel number; marked required in the newest page, omitted by most clients */
            channelPhoneNumber?: string;
        } & {
            [key: string]: unknown;
        };
        CreateCustomSegmentRequest: {
            name: string;
            description?: string | null;
            /**
             * Format: int32
             * @description 1 static, 2 dynamic
             * @enum {integer}
             */
            refreshType: 1 | 2;
            /** @description Required when refreshType is 2 */
            groups?: {
                conditions: {
                    attribute: string;
                    operator: string;
                    value?: unknown;
                }[];
            }[] | null;
            /** @description For a static segment; contactIds or groups is needed */
            contactIds?: string[] | null;
            /** @default false */
            useUploadedContact: boolean;
        };
        WebhookEndpointInput: {
            /** @description Channel number; may be given in display form with blanks or dashes. Left out, the default channel */
            phoneNumber?: string;
            /**
             * Format: int32
             * @description 0 disabled, 1 enabled, 2 defective
             * @enum {integer}
             */
            status: 0 | 1 | 2;
            url: string;
            eventTypes: string[];
        };
        WebhookEndpoint: {
            id: string;
            tenantId?: string;
            channelId?: string | null;
            channelPhoneNumber?: string | null;
            url: string;
            /** Format: int32 */
            status: number;
            /**
             * Format: date-time
             * @description ISO, seven fraction digits and Z
             */
            created?: string;
            /** Format: date-time */
            lastUpdated?: string;
            /** Format: int32 */
            failedIterationCount?: number;
            isSentNotify?: boolean;
            eventTypes: string[];
        } & {
            [key: string]: unknown;
        };
        WebhookEndpointsResponse: {
            ok: boolean;
            result: components["schemas"]["WebhookEndpoint"][];
        } & {
            [key: string]: unknown;
        };
        WebhookEndpointsFailure: {
            /** @constant */
            ok: false;
            error?: string;
            isOverWebhookLimit?: boolean;
            isWebhookExist?: boolean;
            phoneNumbers?: string[];
        } & {
            [key: string]: unknown;
        };
        PhoneNumberV1: {
            displayPhoneNumber?: string | null;
            phoneId?: string | null;
            channelPhoneNumber?: string | null;
            phoneNumber?: string | null;
            /** @description Inferred */
            verifiedName?: string | null;
            /** @description Inferred */
            qualityRating?: string | null;
            /** @description Inferred */
            status?: string | null;
            /** @description Inferred */
            wabaId?: string | null;
        } & {
            [key: string]: unknown;
        };
        PhoneNumberV2: {
            bmId?: string | null;
            channelId?: string | null;
            channelName?: string | null;
            /** Format: int32 */
            channelType?: number;
            /** Format: int32 */
            embeddedSignupType?: number;
            /** @description Digits */
            phoneNumber?: string | null;
            phoneNumberId?: string | null;
            wabaContextId?: string | null;
            wabaId?: string | null;
        } & {
            [key: string]: unknown;
        };
        PhoneNumberProfile: {
            displayPhoneNumber?: string | null;
            phoneId?: string | null;
            /** @description GREEN, YELLOW, RED, UNKNOWN */
            qualityRating?: string | null;
            /** @description For instance CONNECTED */
            status?: string | null;
            verifiedName?: string | null;
            wabaId?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description INFERRED: no public capture of this answer was found. */
        BusinessAccount: {
            id?: string;
            wabaId?: string;
            name?: string | null;
            bmId?: string | null;
            phoneNumbers?: components["schemas"]["PhoneNumberV1"][];
        } & {
            [key: string]: unknown;
        };
        Amount: {
            /**
             * Format: int32
             * @description 100 for two decimals
             */
            offset: number;
            /**
             * Format: int32
             * @description Minor units
             */
            value: number;
        };
        /** @description Same names as Meta order_details. Parts below order are only partly shown in the support article. */
        OrderDetails: {
            /** @description Caller id, unique over all orders */
            reference_id: string;
            /** @description digital-goods or physical-goods */
            type?: string;
            /** @description Name set up at Meta */
            payment_configuration?: string;
            /** @description For instance payment_gateway:razorpay */
            payment_type?: string;
            /** @description ISO code, INR */
            currency?: string;
            total_amount?: components["schemas"]["Amount"];
            order?: {
                /** @description pending */
                status?: string;
                items?: ({
                    retailer_id?: string;
                    name?: string;
                    amount?: components["schemas"]["Amount"];
                    sale_amount?: components["schemas"]["Amount"];
                    /** Format: int32 */
                    quantity?: number;
                    country_of_origin?: string;
                    importer_name?: string;
                    importer_address?: {
                        [key: string]: unknown;
                    };
                } & {
                    [key: string]: unknown;
                })[];
                subtotal?: components["schemas"]["Amount"];
                tax?: components["schemas"]["Amount"];
                shipping?: components["schemas"]["Amount"];
                discount?: components["schemas"]["Amount"];
                catalog_id?: string;
            } & {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        };
        /** @description UNPUBLISHED. Accept the order_details_template shape without the template keys, and the bare Meta shape. */
        OrderDetailsRequest: ({
            phone_number?: string;
            body?: string | null;
            footer?: string | null;
            header?: unknown;
            order_details?: components["schemas"]["OrderDetails"];
        } & {
            [key: string]: unknown;
        }) | {
            [key: string]: unknown;
        };
        /** @description UNPUBLISHED. Accept the order_status_template shape without the template keys. */
        OrderStatusRequest: ({
            phone_number?: string;
            reference_id?: string;
            body?: string | null;
            order?: {
                /** @enum {string} */
                status?: "pending" | "processing" | "partially_shipped" | "shipped" | "completed" | "canceled";
                description?: string | null;
            } & {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        }) | {
            [key: string]: unknown;
        };
    };
    responses: {
        /** @description Missing, unknown, expired or rotated token. Body may be empty, plain text or JSON. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "text/plain": string;
                "application/json": components["schemas"]["AnyFailure"];
            };
        };
        /** @description Scope, role, plan or feature missing. No body is promised. The edge in front answers 403 with an HTML page to some user agents. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "text/plain": string;
                "application/json": components["schemas"]["AnyFailure"];
            };
        };
        /** @description Rate limit (per endpoint class and 10 s) or monthly quota. Retry-After in seconds is not always there. Body unpublished. */
        TooMany: {
            headers: {
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AnyFailure"];
            };
        };
        /** @description Request fault. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AnyFailure"];
            };
        };
        /** @description Server fault, outcome unknown. */
        ServerError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "text/plain": string;
                "application/json": components["schemas"]["AnyFailure"];
            };
        };
    };
    parameters: {
        /** @description Rows per page. Also taken from a form body on GET (official Postman collection). Clients ask for up to 500. */
        pageSize: number;
        /** @description First page is 1. Treat 0 like 1. Also taken from a form body on GET. */
        pageNumber: number;
        /** @description Phone number, contact id or BSUID. Wins over whatsappNumber; one of the two is needed. */
        target: string;
        /** @description Digits with country code, no plus sign. Required in older revisions, optional since target exists. */
        whatsappNumberQ: string;
        /** @description Business number to act for; default channel when absent. */
        channelPhoneNumber: string;
        /** @description Phone number with country code, contact id or BSUID. The current pages call this segment target. Strip plus signs, blanks and dashes. One multi-number client also passes channelPhone:phone here and retries with it after a 404. */
        targetPath: string;
        /** @description Phone number with country code, e.g. 85255501234. Only a phone number here. */
        whatsappNumberPath: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getContacts: {
        parameters: {
            query?: {
                /** @description Rows per page. Also taken from a form body on GET (official Postman collection). Clients ask for up to 500. */
                pageSize?: components["parameters"]["pageSize"];
                /** @description First page is 1. Treat 0 like 1. Also taken from a form body on GET. */
                pageNumber?: components["parameters"]["pageNumber"];
                /** @description Contains-filter on the name. Clients also put a phone number here to find one contact, so match phone digits too. */
                name?: string;
                /**
                 * @description JSON text of an array of {name, operator, value}. Operators: contain, notContain, exist, notExist, ==, !=, valid, invalid. Rows are joined by AND (inferred).
                 * @example [{"name":"plan","operator":"==","value":"gold"}]
                 */
                attribute?: string;
                /** @description YYYY-MM-DD or MM-DD-YYYY */
                createdDate?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Old clients put the filters in a form body of the GET. */
        requestBody?: {
            content: {
                "multipart/form-data": {
                    pageSize?: string;
                    pageNumber?: string;
                    name?: string;
                    attribute?: string;
                    createdDate?: string;
                };
                "application/x-www-form-urlencoded": {
                    pageSize?: string;
                    pageNumber?: string;
                    name?: string;
                    attribute?: string;
                    createdDate?: string;
                };
            };
        };
        responses: {
            /** @description Page of contacts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetContactsResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    addContact: {
        parameters: {
            query?: {
                /** @description Free text stored as source */
                sourceType?: string;
            };
            header?: never;
            path: {
                /** @description Phone number with country code, e.g. 85255501234. Only a phone number here. */
                whatsappNumber: components["parameters"]["whatsappNumberPath"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json-patch+json": components["schemas"]["AddContactRequest"];
                /**
                 * @example {
                 *       "name": "Mei Tam",
                 *       "customParams": [
                 *         {
                 *           "name": "plan",
                 *           "value": "gold"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["AddContactRequest"];
                "text/json": components["schemas"]["AddContactRequest"];
                "application/*+json": components["schemas"]["AddContactRequest"];
            };
        };
        responses: {
            /** @description Stored, or refused with result false */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddContactResponse"] | components["schemas"]["LegacyFailure"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    updateContactAttributes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Phone number with country code, contact id or BSUID. The current pages call this segment target. Strip plus signs, blanks and dashes. One multi-number client also passes channelPhone:phone here and retries with it after a 404. */
                whatsappNumber: components["parameters"]["targetPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json-patch+json": components["schemas"]["UpdateContactAttributesRequest"];
                /**
                 * @example {
                 *       "customParams": [
                 *         {
                 *           "name": "plan",
                 *           "value": "silver"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["UpdateContactAttributesRequest"];
                "text/json": components["schemas"]["UpdateContactAttributesRequest"];
                "application/*+json": components["schemas"]["UpdateContactAttributesRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyResult"] | components["schemas"]["LegacyFailure"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    updateContactAttributesForMultiContacts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json-patch+json": components["schemas"]["MultiContactRequest"];
                /**
                 * @example {
                 *       "contacts": [
                 *         {
                 *           "whatsappNumber": "85255501234",
                 *           "customParams": [
                 *             {
                 *               "name": "plan",
                 *               "value": "silver"
                 *             }
                 *           ]
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["MultiContactRequest"];
                "text/json": components["schemas"]["MultiContactRequest"];
                "application/*+json": components["schemas"]["MultiContactRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyResult"] | components["schemas"]["LegacyFailure"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    createCustomSegment: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json-patch+json": components["schemas"]["CreateCustomSegmentRequest"];
                /**
                 * @example {
                 *       "name": "Gold plan",
                 *       "refreshType": 2,
                 *       "groups": [
                 *         {
                 *           "conditions": [
                 *             {
                 *               "attribute": "plan",
                 *               "operator": "==",
                 *               "value": "gold"
                 *             }
                 *           ]
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["CreateCustomSegmentRequest"];
                "text/json": components["schemas"]["CreateCustomSegmentRequest"];
                "application/*+json": components["schemas"]["CreateCustomSegmentRequest"];
            };
        };
        responses: {
            /** @description Created; answer body unpublished */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    rotateToken: {
        parameters: {
            query?: {
                /** @description Token to block. Required; the Postman collection sends it as a form field instead. */
                token?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "multipart/form-data": {
                    token?: string;
                };
                "application/x-www-form-urlencoded": {
                    token?: string;
                };
            };
        };
        responses: {
            /** @description Success; body unpublished */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    assignOperator: {
        parameters: {
            query?: {
                /** @description User e-mail. Absent or empty gives the chat to Bot. Was required in older revisions. */
                email?: string;
                /** @description Digits with country code, no plus sign. Required in older revisions, optional since target exists. */
                whatsappNumber?: components["parameters"]["whatsappNumberQ"];
                /** @description Phone number, contact id or BSUID. Wins over whatsappNumber; one of the two is needed. */
                target?: components["parameters"]["target"];
                /** @description Business number to act for; default channel when absent. */
                channelPhoneNumber?: components["parameters"]["channelPhoneNumber"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description No body is needed; some clients send {} or an empty form. */
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
                "multipart/form-data": Record<string, never>;
            };
        };
        responses: {
            /** @description Done or refused */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyResult"] | components["schemas"]["LegacyFailure"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    updateChatStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json-patch+json": components["schemas"]["UpdateChatStatusRequest"];
                /**
                 * @example {
                 *       "ticketStatus": "SOLVED",
                 *       "whatsappNumber": "85255501234"
                 *     }
                 */
                "application/json": components["schemas"]["UpdateChatStatusRequest"];
                "text/json": components["schemas"]["UpdateChatStatusRequest"];
                "application/*+json": components["schemas"]["UpdateChatStatusRequest"];
            };
        };
        responses: {
            /** @description Success; body unpublished */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    getChatbots: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Bare array */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Chatbot"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    startChatbot: {
        parameters: {
            query?: {
                /** @description Required; one client sends it in a urlencoded body */
                chatbotId?: string;
                /** @description Digits with country code, no plus sign. Required in older revisions, optional since target exists. */
                whatsappNumber?: components["parameters"]["whatsappNumberQ"];
                /** @description Phone number, contact id or BSUID. Wins over whatsappNumber; one of the two is needed. */
                target?: components["parameters"]["target"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/x-www-form-urlencoded": {
                    whatsappNumber?: string;
                    target?: string;
                    chatbotId?: string;
                };
            };
        };
        responses: {
            /** @description The official schema says the answer is a text */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string | components["schemas"]["LegacyResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    getMedia: {
        parameters: {
            query?: {
                /** @description The whole relative path found in data, e.g. data/images/<uuid>.jpg. Required; old clients send it as a form field of the GET. */
                fileName?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "multipart/form-data": {
                    fileName?: string;
                };
                "application/x-www-form-urlencoded": {
                    fileName?: string;
                };
            };
        };
        responses: {
            /** @description The bytes, with the media type of the file or application/octet-stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description Unknown file (inferred) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnyFailure"];
                };
            };
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    showFile: {
        parameters: {
            query: {
                /** @description Relative path, e.g. data/documents/<uuid>.pdf */
                fileName: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    getMessages: {
        parameters: {
            query?: {
                /** @description Business number to act for; default channel when absent. */
                channelPhoneNumber?: components["parameters"]["channelPhoneNumber"];
                /** @description Rows per page. Also taken from a form body on GET (official Postman collection). Clients ask for up to 500. */
                pageSize?: components["parameters"]["pageSize"];
                /** @description First page is 1. Treat 0 like 1. Also taken from a form body on GET. */
                pageNumber?: components["parameters"]["pageNumber"];
                /** @description Lower bound, UTC, YYYY-MM-DD HH:mm:ss */
                from?: string;
                /** @description Upper bound, UTC, YYYY-MM-DD HH:mm:ss */
                to?: string;
            };
            header?: never;
            path: {
                /** @description Phone number with country code, contact id or BSUID. The current pages call this segment target. Strip plus signs, blanks and dashes. One multi-number client also passes channelPhone:phone here and retries with it after a 404. */
                whatsappNumber: components["parameters"]["targetPath"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "multipart/form-data": {
                    pageSize?: string;
                    pageNumber?: string;
                };
                "application/x-www-form-urlencoded": {
                    pageSize?: string;
                    pageNumber?: string;
                };
            };
        };
        responses: {
            /** @description Page of events, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetMessagesResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    getWhatsAppMessageByLocalMessageId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Phone number; the page calls it the channel number, one live client passes the recipient. Accept both. */
                phoneNumber: string;
                /** @description 10 to 64 characters */
                localMessageId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Message record. Live-read keys: statusString, eventType, finalText, template.header.*, failedCode, failedDetail. Whether it is wrapped in {ok, result} is unknown. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryItem"];
                };
            };
            /** @description Bad id */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnyFailure"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description Unknown id (inferred) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnyFailure"];
                };
            };
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    sendSessionMessage: {
        parameters: {
            query?: {
                /** @description Required by the page; may instead come in a form or JSON body */
                messageText?: string;
                /** @description wamid of the quoted message */
                replyContextId?: string;
                /** @description Business number to act for; default channel when absent. */
                channelPhoneNumber?: components["parameters"]["channelPhoneNumber"];
                /** @description Caller correlation id */
                localMessageId?: string;
            };
            header?: never;
            path: {
                /** @description Phone number with country code, contact id or BSUID. The current pages call this segment target. Strip plus signs, blanks and dashes. One multi-number client also passes channelPhone:phone here and retries with it after a 404. */
                whatsappNumber: components["parameters"]["targetPath"];
            };
            cookie?: never;
        };
        /** @description The query wins. Then form field, then JSON key (one client reports that the real server ignores JSON here; accepting it is harmless). */
        requestBody?: {
            content: {
                "multipart/form-data": {
                    messageText?: string;
                };
                "application/x-www-form-urlencoded": {
                    messageText?: string;
                };
                "application/json": {
                    messageText?: string;
                    replyContextId?: string;
                    channelPhoneNumber?: string;
                    localMessageId?: string;
                };
                "application/json-patch+json": Record<string, never>;
            };
        };
        responses: {
            /** @description Sent, or refused with HTTP 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionSendResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description No conversation for that target (clients handle it; body unpublished) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnyFailure"];
                };
            };
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    sendSessionFile: {
        parameters: {
            query?: {
                /** @description Also seen as a form field. Without it documents appear untitled. */
                caption?: string;
                /** @description Business number to act for; default channel when absent. */
                channelPhoneNumber?: components["parameters"]["channelPhoneNumber"];
                /** @description The page documents a boolean, default false, that sends audio as a voice note, but its NAME could not be read; isVoice is a guess, accept voice too. */
                isVoice?: boolean;
            };
            header?: never;
            path: {
                /** @description Phone number with country code, contact id or BSUID. The current pages call this segment target. Strip plus signs, blanks and dashes. One multi-number client also passes channelPhone:phone here and retries with it after a 404. */
                whatsappNumber: components["parameters"]["targetPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    file: string;
                    caption?: string;
                };
            };
        };
        responses: {
            /** @description Sent or refused */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionFileResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description No conversation for that target (clients handle it; body unpublished) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnyFailure"];
                };
            };
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    sendSessionFileViaUrl: {
        parameters: {
            query?: {
                /** @description Required by the page */
                fileUrl?: string;
                caption?: string;
                /** @description Business number to act for; default channel when absent. */
                channelPhoneNumber?: components["parameters"]["channelPhoneNumber"];
                voice?: boolean;
            };
            header?: never;
            path: {
                /** @description Phone number with country code, contact id or BSUID. The current pages call this segment target. Strip plus signs, blanks and dashes. One multi-number client also passes channelPhone:phone here and retries with it after a 404. */
                whatsappNumber: components["parameters"]["targetPath"];
            };
            cookie?: never;
        };
        /** @description Clients send {} or nothing. One third-party page shows JSON {url, caption}. */
        requestBody?: {
            content: {
                "application/json": {
                    fileUrl?: string;
                    url?: string;
                    caption?: string;
                };
                "application/json-patch+json": Record<string, never>;
            };
        };
        responses: {
            /** @description Sent or refused */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionFileResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    sendInteractiveButtonsMessage: {
        parameters: {
            query?: {
                /** @description Digits with country code, no plus sign. Required in older revisions, optional since target exists. */
                whatsappNumber?: components["parameters"]["whatsappNumberQ"];
                /** @description Phone number, contact id or BSUID. Wins over whatsappNumber; one of the two is needed. */
                target?: components["parameters"]["target"];
                /** @description Business number to act for; default channel when absent. */
                channelPhoneNumber?: components["parameters"]["channelPhoneNumber"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json-patch+json": components["schemas"]["ButtonsMessage"];
                /**
                 * @example {
                 *       "header": {
                 *         "type": "Text",
                 *         "text": "Visit"
                 *       },
                 *       "body": "Shall we keep your slot?",
                 *       "footer": "Shop",
                 *       "buttons": [
                 *         {
                 *           "text": "Yes"
                 *         },
                 *         {
                 *           "text": "No"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ButtonsMessage"];
                "text/json": components["schemas"]["ButtonsMessage"];
                "application/*+json": components["schemas"]["ButtonsMessage"];
            };
        };
        responses: {
            /** @description Sent or refused */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InteractiveResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    sendInteractiveListMessage: {
        parameters: {
            query?: {
                /** @description Digits with country code, no plus sign. Required in older revisions, optional since target exists. */
                whatsappNumber?: components["parameters"]["whatsappNumberQ"];
                /** @description Phone number, contact id or BSUID. Wins over whatsappNumber; one of the two is needed. */
                target?: components["parameters"]["target"];
                /** @description Business number to act for; default channel when absent. */
                channelPhoneNumber?: components["parameters"]["channelPhoneNumber"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json-patch+json": components["schemas"]["ListMessage"];
                /**
                 * @example {
                 *       "header": "Menu",
                 *       "body": "Pick a slot",
                 *       "footer": "Shop",
                 *       "buttonText": "See slots",
                 *       "sections": [
                 *         {
                 *           "title": "Friday",
                 *           "rows": [
                 *             {
                 *               "title": "10:00",
                 *               "description": "With Ana"
                 *             }
                 *           ]
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ListMessage"];
                "text/json": components["schemas"]["ListMessage"];
                "application/*+json": components["schemas"]["ListMessage"];
            };
        };
        responses: {
            /** @description Sent or refused */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InteractiveResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    sendTemplateMessage: {
        parameters: {
            query?: {
                /** @description Digits with country code, no plus sign. Required in older revisions, optional since target exists. */
                whatsappNumber?: components["parameters"]["whatsappNumberQ"];
                /** @description Phone number, contact id or BSUID. Wins over whatsappNumber; one of the two is needed. */
                target?: components["parameters"]["target"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json-patch+json": components["schemas"]["SendTemplateRequest"];
                /**
                 * @example {
                 *       "template_name": "appointment_note",
                 *       "broadcast_name": "appointments_march",
                 *       "parameters": [
                 *         {
                 *           "name": "name",
                 *           "value": "Mei"
                 *         },
                 *         {
                 *           "name": "day",
                 *           "value": "Friday"
                 *         }
                 *       ],
                 *       "channel_number": "85255509999"
                 *     }
                 */
                "application/json": components["schemas"]["SendTemplateRequest"];
                "text/json": components["schemas"]["SendTemplateRequest"];
                "application/*+json": components["schemas"]["SendTemplateRequest"];
            };
        };
        responses: {
            /** @description Accepted (not delivered), or refused with HTTP 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SendTemplateResponseV1"] | components["schemas"]["LegacyFailure"];
                };
            };
            /** @description Template pending or rejected, parameters missing, marketing day limit reached, tenant offline, trial quota spent, neither target nor whatsappNumber */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnyFailure"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    sendTemplateMessageLegacyPath: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Phone number with country code, e.g. 85255501234. Only a phone number here. */
                whatsappNumber: components["parameters"]["whatsappNumberPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json-patch+json": components["schemas"]["SendTemplateRequest"];
                /**
                 * @example {
                 *       "template_name": "appointment_note",
                 *       "broadcast_name": "appointments_march",
                 *       "parameters": "[{\"name\":\"name\",\"value\":\"Mei\"}]"
                 *     }
                 */
                "application/json": components["schemas"]["SendTemplateRequest"];
                "text/json": components["schemas"]["SendTemplateRequest"];
                "application/*+json": components["schemas"]["SendTemplateRequest"];
                "application/x-www-form-urlencoded": components["schemas"]["SendTemplateRequest"];
            };
        };
        responses: {
            /** @description Same answer as the query form */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SendTemplateResponseV1"] | components["schemas"]["LegacyFailure"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    sendTemplateMessages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json-patch+json": components["schemas"]["SendTemplatesRequest"];
                /**
                 * @example {
                 *       "template_name": "appointment_note",
                 *       "broadcast_name": "appointments_march",
                 *       "receivers": [
                 *         {
                 *           "whatsappNumber": "85255501234",
                 *           "customParams": [
                 *             {
                 *               "name": "name",
                 *               "value": "Mei"
                 *             }
                 *           ]
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["SendTemplatesRequest"];
                "text/json": components["schemas"]["SendTemplatesRequest"];
                "application/*+json": components["schemas"]["SendTemplatesRequest"];
            };
        };
        responses: {
            /** @description Accepted or refused */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SendTemplatesResponseV1"] | components["schemas"]["LegacyFailure"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    sendTemplateMessageCSV: {
        parameters: {
            query: {
                template_name: string;
                broadcast_name: string;
                /** @description Channel phone number */
                channel_number?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description CSV. One Java client writes the header Name,CountryCode,Phone,AllowBroadcast,AllowSMS; further columns are template variables.
                     */
                    whatsapp_numbers_csv?: string;
                    /**
                     * Format: binary
                     * @description Field name of Clare.AI 0.2.2
                     */
                    file?: string;
                };
            };
        };
        responses: {
            /** @description Accepted or refused */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyResult"] | components["schemas"]["LegacyFailure"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    sendTemplateMessageV2: {
        parameters: {
            query?: {
                /** @description Digits with country code, no plus sign. Required in older revisions, optional since target exists. */
                whatsappNumber?: components["parameters"]["whatsappNumberQ"];
                /** @description Phone number, contact id or BSUID. Wins over whatsappNumber; one of the two is needed. */
                target?: components["parameters"]["target"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json-patch+json": components["schemas"]["SendTemplateRequest"];
                /**
                 * @example {
                 *       "template_name": "appointment_note",
                 *       "broadcast_name": "appointments_march",
                 *       "parameters": [
                 *         {
                 *           "name": "name",
                 *           "value": "Mei"
                 *         },
                 *         {
                 *           "name": "day",
                 *           "value": "Friday"
                 *         }
                 *       ],
                 *       "channel_number": "85255509999"
                 *     }
                 */
                "application/json": components["schemas"]["SendTemplateRequest"];
                "text/json": components["schemas"]["SendTemplateRequest"];
                "application/*+json": components["schemas"]["SendTemplateRequest"];
            };
        };
        responses: {
            /** @description Accepted or refused */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SendTemplateResponseV2"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    sendTemplateMessagesV2: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json-patch+json": components["schemas"]["SendTemplatesRequestV2"];
                /**
                 * @example {
                 *       "template_name": "appointment_note",
                 *       "broadcast_name": "appointments_march",
                 *       "channel_number": "85255509999",
                 *       "receivers": [
                 *         {
                 *           "whatsappNumber": "85255501234",
                 *           "localMessageId": "booking-000451",
                 *           "customParams": [
                 *             {
                 *               "name": "name",
                 *               "value": "Mei"
                 *             }
                 *           ]
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["SendTemplatesRequestV2"];
                "text/json": components["schemas"]["SendTemplatesRequestV2"];
                "application/*+json": components["schemas"]["SendTemplatesRequestV2"];
            };
        };
        responses: {
            /** @description Accepted or refused */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SendTemplateResponseV2"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    getMessageTemplates: {
        parameters: {
            query?: {
                /** @description Rows per page. Also taken from a form body on GET (official Postman collection). Clients ask for up to 500. */
                pageSize?: components["parameters"]["pageSize"];
                /** @description First page is 1. Treat 0 like 1. Also taken from a form body on GET. */
                pageNumber?: components["parameters"]["pageNumber"];
                /** @description Business number to act for; default channel when absent. */
                channelPhoneNumber?: components["parameters"]["channelPhoneNumber"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "multipart/form-data": {
                    pageSize?: string;
                    pageNumber?: string;
                };
            };
        };
        responses: {
            /** @description Page of templates of every status */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetMessageTemplatesResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    getMessageTemplatesV2: {
        parameters: {
            query?: {
                /** @description Rows per page. Also taken from a form body on GET (official Postman collection). Clients ask for up to 500. */
                pageSize?: components["parameters"]["pageSize"];
                /** @description First page is 1. Treat 0 like 1. Also taken from a form body on GET. */
                pageNumber?: components["parameters"]["pageNumber"];
                /** @description Name filter */
                name?: string;
                /** @description WABA filter */
                wabaId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Taken to be the V1 answer; no capture found */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetMessageTemplatesResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    createWhatsAppTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json-patch+json": components["schemas"]["CreateTemplateRequest"];
                /**
                 * @example {
                 *       "type": "template",
                 *       "category": "UTILITY",
                 *       "subCategory": "STANDARD",
                 *       "buttonsType": "NONE",
                 *       "buttons": [],
                 *       "footer": "",
                 *       "elementName": "appointment_note",
                 *       "language": "en",
                 *       "header": {
                 *         "type": "none"
                 *       },
                 *       "body": "Hello {{name}}, see you on {{day}}.",
                 *       "customParams": [
                 *         {
                 *           "paramName": "name",
                 *           "paramValue": "Mei"
                 *         },
                 *         {
                 *           "paramName": "day",
                 *           "paramValue": "Friday"
                 *         }
                 *       ],
                 *       "creationMethod": 0
                 *     }
                 */
                "application/json": components["schemas"]["CreateTemplateRequest"];
                "text/json": components["schemas"]["CreateTemplateRequest"];
                "application/*+json": components["schemas"]["CreateTemplateRequest"];
            };
        };
        responses: {
            /** @description Stored */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreateTemplateResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    deleteWhatsAppTemplatesByName: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description WhatsApp Business Account id */
                wabaId: string;
                /** @description elementName */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OkResponse"] | components["schemas"]["OkFailure"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    deleteWhatsAppTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description WhatsApp Business Account id */
                wabaId: string;
                /** @description elementName */
                name: string;
                /** @description Code such as en_US */
                language: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OkResponse"] | components["schemas"]["OkFailure"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    listWebhookEndpoints: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List. The client also looks for webhookEndpoints or data instead of result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointsResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    createWebhookEndpoints: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The body is an ARRAY. */
        requestBody: {
            content: {
                "application/json-patch+json": components["schemas"]["WebhookEndpointInput"][];
                /**
                 * @example [
                 *       {
                 *         "phoneNumber": "85255509999",
                 *         "status": 1,
                 *         "url": "https://hooks.example.com/wati",
                 *         "eventTypes": [
                 *           "message",
                 *           "sentMessageDELIVERED_v2"
                 *         ]
                 *       }
                 *     ]
                 */
                "application/json": components["schemas"]["WebhookEndpointInput"][];
                "text/json": components["schemas"]["WebhookEndpointInput"][];
                "application/*+json": components["schemas"]["WebhookEndpointInput"][];
            };
        };
        responses: {
            /** @description Created, or refused with HTTP 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointsResponse"] | components["schemas"]["WebhookEndpointsFailure"];
                };
            };
            /** @description Limit reached, or text holding the words Channel not found */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointsFailure"] | components["schemas"]["AnyFailure"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    listWebhookEndpointsV1: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Same as the V2 list */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointsResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    getWhatsAppBusinessAccounts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Shape INFERRED */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ok?: boolean;
                        result?: components["schemas"]["BusinessAccount"][];
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    getWhatsAppPhoneNumbers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Numbers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ok?: boolean;
                        result: components["schemas"]["PhoneNumberV1"][];
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    listWhatsAppPhoneNumbersV2: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Bare array */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PhoneNumberV2"][];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    getWhatsAppPhoneNumberProfile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description WhatsApp Business Account id */
                wabaId: string;
                /** @description Channel phone number */
                phoneNumber: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Detail */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PhoneNumberProfile"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    getOrderDetails: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description reference_id of the order */
                referenceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Free-form object, body unpublished */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description The payment service refused; the body holds its error messages */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string[] | {
                        [key: string]: unknown;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            /** @description Catalog payment feature off for this tenant, or scope missing; no body promised */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    sendOrderDetails: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The page shows no body at all (the server reads it raw). */
        requestBody?: {
            content: {
                "application/json-patch+json": components["schemas"]["OrderDetailsRequest"];
                /**
                 * @example {
                 *       "phone_number": "919800000000",
                 *       "order_details": {
                 *         "reference_id": "booking-451",
                 *         "type": "digital-goods",
                 *         "payment_configuration": "shop_pg",
                 *         "payment_type": "payment_gateway:razorpay",
                 *         "currency": "INR",
                 *         "total_amount": {
                 *           "offset": 100,
                 *           "value": 50000
                 *         },
                 *         "order": {
                 *           "status": "pending",
                 *           "items": []
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["OrderDetailsRequest"];
                "text/json": components["schemas"]["OrderDetailsRequest"];
                "application/*+json": components["schemas"]["OrderDetailsRequest"];
            };
        };
        responses: {
            /** @description Body unpublished */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description The payment service refused; the body holds its error messages */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string[] | {
                        [key: string]: unknown;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            /** @description Catalog payment feature off for this tenant, or scope missing; no body promised */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    getPaymentStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description reference_id of the order */
                referenceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Free-form object with a status of captured or failed (pending before) */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description The payment service refused; the body holds its error messages */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string[] | {
                        [key: string]: unknown;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            /** @description Catalog payment feature off for this tenant, or scope missing; no body promised */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    updateOrderStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The page shows no body at all. */
        requestBody?: {
            content: {
                "application/json-patch+json": components["schemas"]["OrderStatusRequest"];
                /**
                 * @example {
                 *       "phone_number": "919800000000",
                 *       "reference_id": "booking-451",
                 *       "order": {
                 *         "status": "shipped"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["OrderStatusRequest"];
                "text/json": components["schemas"]["OrderStatusRequest"];
                "application/*+json": components["schemas"]["OrderStatusRequest"];
            };
        };
        responses: {
            /** @description Body unpublished */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description The payment service refused; the body holds its error messages */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string[] | {
                        [key: string]: unknown;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            /** @description Catalog payment feature off for this tenant, or scope missing; no body promised */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    sendOrderDetailsTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json-patch+json": {
                    phone_number: string;
                    template_name: string;
                    /** @description en_US */
                    language_code?: string;
                    /** @description Named is_campaign in newer copies of the sister article */
                    is_broadcast?: boolean;
                    is_campaign?: boolean;
                    custom_params?: components["schemas"]["CustomParam"][];
                    order_details: components["schemas"]["OrderDetails"];
                } & {
                    [key: string]: unknown;
                };
                "application/json": {
                    phone_number: string;
                    template_name: string;
                    /** @description en_US */
                    language_code?: string;
                    /** @description Named is_campaign in newer copies of the sister article */
                    is_broadcast?: boolean;
                    is_campaign?: boolean;
                    custom_params?: components["schemas"]["CustomParam"][];
                    order_details: components["schemas"]["OrderDetails"];
                } & {
                    [key: string]: unknown;
                };
                "text/json": {
                    phone_number: string;
                    template_name: string;
                    /** @description en_US */
                    language_code?: string;
                    /** @description Named is_campaign in newer copies of the sister article */
                    is_broadcast?: boolean;
                    is_campaign?: boolean;
                    custom_params?: components["schemas"]["CustomParam"][];
                    order_details: components["schemas"]["OrderDetails"];
                } & {
                    [key: string]: unknown;
                };
                "application/*+json": {
                    phone_number: string;
                    template_name: string;
                    /** @description en_US */
                    language_code?: string;
                    /** @description Named is_campaign in newer copies of the sister article */
                    is_broadcast?: boolean;
                    is_campaign?: boolean;
                    custom_params?: components["schemas"]["CustomParam"][];
                    order_details: components["schemas"]["OrderDetails"];
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Body unpublished */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description The payment service refused; the body holds its error messages */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string[] | {
                        [key: string]: unknown;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            /** @description Catalog payment feature off for this tenant, or scope missing; no body promised */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    sendOrderStatusTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json-patch+json": {
                    phone_number: string;
                    template_name: string;
                    language_code?: string;
                    is_broadcast?: boolean;
                    is_campaign?: boolean;
                    reference_id: string;
                    custom_params?: components["schemas"]["CustomParam"][];
                    order: {
                        /** @enum {string} */
                        status: "processing" | "partially_shipped" | "shipped" | "completed" | "canceled";
                    };
                } & {
                    [key: string]: unknown;
                };
                "application/json": {
                    phone_number: string;
                    template_name: string;
                    language_code?: string;
                    is_broadcast?: boolean;
                    is_campaign?: boolean;
                    reference_id: string;
                    custom_params?: components["schemas"]["CustomParam"][];
                    order: {
                        /** @enum {string} */
                        status: "processing" | "partially_shipped" | "shipped" | "completed" | "canceled";
                    };
                } & {
                    [key: string]: unknown;
                };
                "text/json": {
                    phone_number: string;
                    template_name: string;
                    language_code?: string;
                    is_broadcast?: boolean;
                    is_campaign?: boolean;
                    reference_id: string;
                    custom_params?: components["schemas"]["CustomParam"][];
                    order: {
                        /** @enum {string} */
                        status: "processing" | "partially_shipped" | "shipped" | "completed" | "canceled";
                    };
                } & {
                    [key: string]: unknown;
                };
                "application/*+json": {
                    phone_number: string;
                    template_name: string;
                    language_code?: string;
                    is_broadcast?: boolean;
                    is_campaign?: boolean;
                    reference_id: string;
                    custom_params?: components["schemas"]["CustomParam"][];
                    order: {
                        /** @enum {string} */
                        status: "processing" | "partially_shipped" | "shipped" | "completed" | "canceled";
                    };
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Body unpublished */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description The payment service refused; the body holds its error messages */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string[] | {
                        [key: string]: unknown;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            /** @description Catalog payment feature off for this tenant, or scope missing; no body promised */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    listContactsInternal: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json-patch+json": {
                    /** Format: int32 */
                    pageSize?: number;
                    /**
                     * Format: int32
                     * @description Starts at 0 in this one
                     */
                    pageNumber?: number;
                } & {
                    [key: string]: unknown;
                };
                /**
                 * @example {
                 *       "pageSize": 50,
                 *       "pageNumber": 0
                 *     }
                 */
                "application/json": {
                    /** Format: int32 */
                    pageSize?: number;
                    /**
                     * Format: int32
                     * @description Starts at 0 in this one
                     */
                    pageNumber?: number;
                } & {
                    [key: string]: unknown;
                };
                "text/json": {
                    /** Format: int32 */
                    pageSize?: number;
                    /**
                     * Format: int32
                     * @description Starts at 0 in this one
                     */
                    pageNumber?: number;
                } & {
                    [key: string]: unknown;
                };
                "application/*+json": {
                    /** Format: int32 */
                    pageSize?: number;
                    /**
                     * Format: int32
                     * @description Starts at 0 in this one
                     */
                    pageNumber?: number;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        result: {
                            items: components["schemas"]["Contact"][];
                        } & {
                            [key: string]: unknown;
                        };
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    assignTeam: {
        parameters: {
            query: {
                /** @description Repeated key: teams=a&teams=b */
                teams: string[];
                /** @description Digits with country code, no plus sign. Required in older revisions, optional since target exists. */
                whatsappNumber?: components["parameters"]["whatsappNumberQ"];
                /** @description Phone number, contact id or BSUID. Wins over whatsappNumber; one of the two is needed. */
                target?: components["parameters"]["target"];
                /** @description Business number to act for; default channel when absent. */
                channelPhoneNumber?: components["parameters"]["channelPhoneNumber"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyResult"] | components["schemas"]["LegacyFailure"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    enableBroadcastAutoRetry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Campaign id */
                broadcastId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json-patch+json": {
                    /**
                     * @description 1 to 7 as text
                     * @enum {string}
                     */
                    retryDays?: "1" | "2" | "3" | "4" | "5" | "6" | "7";
                    /** @description Date, instead of retryDays */
                    retryUntil?: string;
                };
                "application/json": {
                    /**
                     * @description 1 to 7 as text
                     * @enum {string}
                     */
                    retryDays?: "1" | "2" | "3" | "4" | "5" | "6" | "7";
                    /** @description Date, instead of retryDays */
                    retryUntil?: string;
                };
                "text/json": {
                    /**
                     * @description 1 to 7 as text
                     * @enum {string}
                     */
                    retryDays?: "1" | "2" | "3" | "4" | "5" | "6" | "7";
                    /** @description Date, instead of retryDays */
                    retryUntil?: string;
                };
                "application/*+json": {
                    /**
                     * @description 1 to 7 as text
                     * @enum {string}
                     */
                    retryDays?: "1" | "2" | "3" | "4" | "5" | "6" | "7";
                    /** @description Date, instead of retryDays */
                    retryUntil?: string;
                };
            };
        };
        responses: {
            /** @description Body unpublished */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    sendDirectSendMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Phone number with country code, e.g. 85255501234. Only a phone number here. */
                whatsappNumber: components["parameters"]["whatsappNumberPath"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json-patch+json": {
                    [key: string]: unknown;
                };
                "application/json": {
                    [key: string]: unknown;
                };
                "text/json": {
                    [key: string]: unknown;
                };
                "application/*+json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Unread */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
    updateTemplateInternal: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json-patch+json": components["schemas"]["MessageTemplate"];
                "application/json": components["schemas"]["MessageTemplate"];
                "text/json": components["schemas"]["MessageTemplate"];
                "application/*+json": components["schemas"]["MessageTemplate"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ok: boolean;
                        result?: {
                            status?: string;
                        } & {
                            [key: string]: unknown;
                        };
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            500: components["responses"]["ServerError"];
        };
    };
}
