// Generated from the contract by server/scripts/generate-contract-types.ts. Change the contract, not this file.

export interface paths {
    "/api/ext/v3/broadcasts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List broadcasts, newest first
         * @description Order observed: created, descending. The two dates appear, as required, in docs from May 2026 on; the Feb 2026 schema lacks them and live clients of July 2026 leave them out and are answered. Treat them as optional filters on created. Clients send them as date-time or as a plain date.
         */
        get: operations["listBroadcasts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ext/v3/broadcasts/{broadcast_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One broadcast with its statistics */
        get: operations["getBroadcast"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ext/v3/broadcasts/{broadcast_id}/recipients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Recipients of a broadcast */
        get: operations["listBroadcastRecipients"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ext/v3/broadcasts/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Totals over a period
         * @description A literal path segment: match it before {broadcast_id}. The doc page describes search_string with the words of another parameter; by its name it filters on broadcast name.
         */
        get: operations["getBroadcastsOverview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ext/v3/broadcasts/estimate-cost": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Price of a broadcast before it is sent */
        post: operations["estimateBroadcastCost"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ext/v3/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List channels
         * @description The default channel is left out, by the docs; one live single-number tenant nevertheless returned one row named Default without an id. A channel is named elsewhere by its name or its phone number, never by its id. Many clients call this with no paging at all.
         */
        get: operations["listChannels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ext/v3/chatbots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List chatbots */
        get: operations["listChatbots"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ext/v3/chatbots/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Start a chatbot with a contact */
        post: operations["startChatbot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ext/v3/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List contacts
         * @description No total and no filter are documented. The vendor MCP server also sends channel; ignore or honour it.
         */
        get: operations["listContacts"];
        /**
         * Update attributes of up to 100 contacts
         * @description Callers whose user has only the TRIAL role are refused with 401 and a plain text body.
         */
        put: operations["updateContacts"];
        /**
         * Add a contact
         * @description Answers the contact with status 200 (not 201). What an existing number gives (update, same row, or 400) is not published.
         */
        post: operations["addContact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ext/v3/contacts/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count contacts
         * @description A literal path segment: match it before {target}. The dates are declared as plain strings, without a format.
         */
        get: operations["countContacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ext/v3/contacts/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set the teams of a contact
         * @description Whether the list replaces or is added to is not published; replacing is the plain reading of PUT (inferred).
         */
        put: operations["assignContactToTeams"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ext/v3/contacts/{target}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One contact */
        get: operations["getContact"];
        put?: never;
        post?: never;
        /** Delete a contact (soft) */
        delete: operations["deleteContact"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ext/v3/conversations/messages/file/{message_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Bytes of a media message
         * @description The id is the one of the row in message_list. A WAMID is refused by one live tenant, yet one client tries it after a 404. The reply carries the true Content-Type and names the file in Content-Disposition.
         */
        get: operations["getMessageFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ext/v3/conversations/{target}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Messages and events of a conversation
         * @description The docs state no order; clients assume newest first. Stop at a page shorter than page_size: one client met the last page again and again beyond the end. On a live account with several numbers, a bare phone number gave the messages of every channel of that contact, and Channel:PhoneNumber only those of that channel. Live rows name no contact at all, and carry neither local_message_id, nor a WAMID, nor a media address.
         */
        get: operations["listMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ext/v3/conversations/messages/text": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send text in an open session
         * @description Needs the 24 hour window. 200 means accepted, not delivered.
         */
        post: operations["sendText"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ext/v3/conversations/messages/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload and send a file in an open session
         * @description Form fields target and caption beside the file part. Some clients put the target in the form as Channel:PhoneNumber.
         */
        post: operations["sendFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ext/v3/conversations/messages/fileViaUrl": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a file by address in an open session */
        post: operations["sendFileViaUrl"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ext/v3/conversations/messages/interactive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send buttons or a list in an open session
         * @description Clients send header and footer as null or leave them out. Lengths are enforced by the schema of the docs (400 by inference).
         */
        post: operations["sendInteractive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ext/v3/conversations/{target}/operator": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Assign an operator */
        put: operations["assignOperator"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ext/v3/conversations/{target}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change the status
         * @description open, pending and solved need the 24 hour window, by one client.
         */
        put: operations["updateConversationStatus"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ext/v3/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List conversations
         * @description Named in the newest getting-started guide; full row not recovered. Rows are limited to the channels the token may see.
         */
        get: operations["listConversations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ext/v3/conversations/{target}/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put a tag on a conversation
         * @description The tag must exist (404 otherwise). Repeating is harmless. Older slugs of the page say conv-tags; clients call tags.
         */
        post: operations["addConversationTag"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ext/v3/conversations/{target}/tags/{tagName}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take a tag off a conversation
         * @description The name is the rest of the path and may contain slashes. Repeating is harmless.
         */
        delete: operations["removeConversationTag"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ext/v3/conversations/typingIndicator": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Show the typing sign */
        post: operations["sendTypingIndicator"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ext/v3/messageTemplates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List templates
         * @description Every status is returned; clients filter APPROVED themselves. Clients also write the path in lower case.
         */
        get: operations["listMessageTemplates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ext/v3/messageTemplates/{template_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One template
         * @description The reply is the template itself, without an envelope.
         */
        get: operations["getMessageTemplate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ext/v3/messageTemplates/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a template to 1 to 10,000 recipients
         * @description Creates a broadcast. Neither broadcast_name nor local_message_id makes a repeat harmless. Works outside the 24 hour window.
         */
        post: operations["sendTemplateMessages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ext/v3/messageTemplates/schedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a template later */
        post: operations["scheduleTemplateMessages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ext/v3/salesAnalytics/leadStages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List lead stages
         * @description No parameter and no paging.
         */
        get: operations["listLeadStages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ext/v3/salesAnalytics/pipeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pipeline counts and win rate
         * @description A read made with POST.
         */
        post: operations["getSalesPipeline"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ext/v3/account/credits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Credit of the account */
        get: operations["getAccountCredits"];
        put?: never;
        post?: never;
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
        /** @description Body of a 400. */
        InvalidRequestResponse: {
            /**
             * Format: int32
             * @description Usually repeats the HTTP status; a few business conditions use their own number (5004 observed for media that no longer exists).
             */
            code: number;
            /** @description Text for a human. Not stable; never to be parsed. */
            message: string | null;
            /**
             * Format: date-time
             * @description When the error was produced, UTC.
             */
            timestamp?: string;
        };
        /** @description Body of a 403 when a body is present (it is not guaranteed). */
        ForbiddenRequestResponse: {
            /**
             * Format: int32
             * @description Usually repeats the HTTP status; a few business conditions use their own number (5004 observed for media that no longer exists).
             */
            code: number;
            /** @description Text for a human. Not stable; never to be parsed. */
            message: string | null;
            /**
             * Format: date-time
             * @description When the error was produced, UTC.
             */
            timestamp?: string;
        };
        /** @description Body of a 500. */
        UnexpectedErrorResponse: {
            /**
             * Format: int32
             * @description Usually repeats the HTTP status; a few business conditions use their own number (5004 observed for media that no longer exists).
             */
            code: number;
            /** @description Text for a human. Not stable; never to be parsed. */
            message: string | null;
            /**
             * Format: date-time
             * @description When the error was produced, UTC.
             */
            timestamp?: string;
        };
        /** @description A name and value pair: contact attribute, or broadcast recipient parameter. */
        CustomParamDto: {
            /** @description Attribute name. */
            name: string;
            /** @description Attribute value, always a string. */
            value: string;
        };
        /** @description Template parameter. Matched to the placeholder by name, not by position. */
        TemplateParameterDto: {
            /** @description Placeholder name (or its number as a string, for numbered placeholders). */
            name?: string | null;
            /** @description Text to put there. */
            value?: string | null;
        };
        /** @description Alternative template of a broadcast. Meaning of the two integers is unpublished. */
        FallbackTemplate: {
            /** @description camelCase on the wire, unlike almost everything else. */
            templateId?: string | null;
            /** Format: int32 */
            type?: number;
            /**
             * Format: int32
             * @description camelCase on the wire.
             */
            providerType?: number;
        };
        /** @description A broadcast (the UI says campaign). List rows have no statistics member. */
        BroadcastDto: {
            /** @description 24 hexadecimal digits (ObjectId). */
            id?: string | null;
            channel_id?: string | null;
            /** @description The broadcast_name given at send time. */
            name?: string | null;
            /** @description Open set. See x-known-values. */
            status?: string | null;
            template_id?: string | null;
            fallback_templates?: components["schemas"]["FallbackTemplate"][] | null;
            /** Format: date-time */
            created?: string;
            /** Format: date-time */
            last_updated?: string;
            /**
             * Format: date-time
             * @description For an immediate send, about equal to created.
             */
            scheduled_at?: string;
        };
        /** @description Counters of one broadcast. Note total_read here, against total_open in the overview. */
        BroadcastStatisticsDto: {
            /** Format: int32 */
            total_recipients?: number;
            /** Format: int32 */
            total_pending?: number;
            /** Format: int32 */
            total_queued?: number;
            /** Format: int32 */
            total_sending?: number;
            /** Format: int32 */
            total_sent?: number;
            /** Format: int32 */
            total_delivered?: number;
            /** Format: int32 */
            total_read?: number;
            /** Format: int32 */
            total_replied?: number;
            /** Format: int32 */
            total_failed?: number;
            /** Format: int32 */
            total_stopped?: number;
        };
        /** @description BroadcastDto plus statistics. */
        BroadcastDetailsDto: {
            /** @description 24 hexadecimal digits (ObjectId). */
            id?: string | null;
            channel_id?: string | null;
            /** @description The broadcast_name given at send time. */
            name?: string | null;
            /** @description Open set. See x-known-values. */
            status?: string | null;
            template_id?: string | null;
            fallback_templates?: components["schemas"]["FallbackTemplate"][] | null;
            /** Format: date-time */
            created?: string;
            /** Format: date-time */
            last_updated?: string;
            /**
             * Format: date-time
             * @description For an immediate send, about equal to created.
             */
            scheduled_at?: string;
            statistics?: components["schemas"]["BroadcastStatisticsDto"];
        };
        GetBroadcastsResponse: {
            broadcasts?: components["schemas"]["BroadcastDto"][] | null;
            /** Format: int32 */
            page_number?: number;
            /** Format: int32 */
            page_size?: number;
            /**
             * Format: int64
             * @description Rows matching, over all pages.
             */
            total?: number;
        };
        BroadcastRecipientDto: {
            id?: string | null;
            contact_id?: string | null;
            contact_name?: string | null;
            /** @description Digits; may be null for a contact known only by BSUID. */
            contact_phone?: string | null;
            /** @description Lower-case delivery state; open set. */
            status?: string | null;
            /** @description Meta error number as a string, when status is failed. */
            failed_code?: string | null;
            local_message_id?: string | null;
            /** @description Absent or null while the message is only queued. */
            message_id?: string | null;
            custom_params?: components["schemas"]["CustomParamDto"][] | null;
            /** Format: date-time */
            created?: string;
            /** @description Business-scoped user id, when known. */
            bsuid?: string | null;
        };
        GetBroadcastRecipientsResponse: {
            recipients?: components["schemas"]["BroadcastRecipientDto"][] | null;
            /** Format: int32 */
            page_number?: number;
            /** Format: int32 */
            page_size?: number;
            /**
             * Format: int64
             * @description Named total_count here, but total on the broadcast and template lists.
             */
            total_count?: number;
        };
        GetBroadcastsOverviewResponse: {
            /** Format: int64 */
            total_links?: number;
            /** Format: int64 */
            total_processing?: number;
            /** Format: int64 */
            total_queued?: number;
            /** Format: int64 */
            total_sent?: number;
            /** Format: int64 */
            total_delivered?: number;
            /** Format: int64 */
            total_open?: number;
            /** Format: int64 */
            total_replied?: number;
            /** Format: int64 */
            total_failed?: number;
            /** Format: int64 */
            total_stopped?: number;
            /** Format: int64 */
            total_sending?: number;
        };
        ChannelDto: {
            id?: string | null;
            /** @description Custom name; may be null. */
            name?: string | null;
            /** @description The platform, with an initial capital. */
            channel?: string | null;
        };
        /** @description No paging fields are echoed. */
        GetChannelsResponse: {
            channels?: components["schemas"]["ChannelDto"][] | null;
        };
        ChatbotDto: {
            id?: string | null;
            name?: string | null;
            /** Format: date-time */
            created?: string;
        };
        /** @description No total. */
        GetChatbotListResponse: {
            chatbot_list?: components["schemas"]["ChatbotDto"][] | null;
            /** Format: int32 */
            page_number?: number;
            /** Format: int32 */
            page_size?: number;
        };
        StartChatbotRequest: {
            /** @description ContactId, PhoneNumber, Channel:ContactId or Channel:PhoneNumber (BSUID forms too in newer docs). */
            target: string;
            /** @description Id from GET /chatbots. */
            chatbot_id: string;
        };
        StartChatbotResponse: {
            /** @description true when done. */
            result?: boolean;
        };
        AssignContactToTeamsResponse: {
            /** @description true when done. */
            result?: boolean;
        };
        AssignConversationOperatorResponse: {
            /** @description true when done. */
            result?: boolean;
        };
        UpdateConversationStatusResponse: {
            /** @description true when done. */
            result?: boolean;
        };
        ContactLinkDto: {
            /** @description Spelled with an underscore between whats and app. */
            whats_app_contact_id?: string | null;
            instagram_contact_id?: string | null;
            messenger_contact_id?: string | null;
        };
        ContactDto: {
            /** @description 24 hexadecimal digits. Always present in practice. */
            id?: string | null;
            /** @description Digits only, no plus sign. */
            wa_id?: string | null;
            name?: string | null;
            /** @description May carry a leading plus; null or omitted for a contact without a visible number. */
            phone?: string | null;
            photo?: string | null;
            /** Format: date-time */
            created?: string;
            /** Format: date-time */
            last_updated?: string;
            contact_status?: string | null;
            source?: string | null;
            channel_id?: string | null;
            ig_phone_source?: string | null;
            mg_phone_source?: string | null;
            opted_in?: boolean;
            allow_broadcast?: boolean;
            allow_sms?: boolean;
            /** @description Team names. */
            teams?: string[] | null;
            segments?: string[] | null;
            custom_params?: components["schemas"]["CustomParamDto"][] | null;
            channel_type?: string | null;
            display_name?: string | null;
            contact_link?: components["schemas"]["ContactLinkDto"] | null;
            /** @description Declared as nullable string; the published sample shows a boolean. Sending null (or omitting it) is the only value every client reads. */
            is_broadcast_limit_reached?: string | boolean | null;
            /** @description Business-scoped user id. */
            bsuid?: string | null;
            username?: string | null;
            /** @description camelCase on the wire. */
            parentBsuid?: string | null;
        };
        /** @description No total; use GET /contacts/count. */
        GetContactListResponse: {
            contact_list?: components["schemas"]["ContactDto"][] | null;
            /** Format: int32 */
            page_number?: number;
            /** Format: int32 */
            page_size?: number;
        };
        GetContactCountResponse: {
            /** Format: int64 */
            contact_count?: number;
        };
        AddContactRequest: {
            /** @description Country code and number. Clients send it with or without a plus sign. */
            whatsapp_number: string;
            name: string;
            custom_params?: components["schemas"]["CustomParamDto"][] | null;
        };
        UpdateContactRequest: {
            /** @description ContactId, PhoneNumber, BSUID, or any of them after a channel and a colon. */
            target: string | null;
            /** @description camelCase on the wire (the sibling endpoints use custom_params). A server should accept both. */
            customParams?: components["schemas"]["CustomParamDto"][] | null;
        };
        UpdateContactsRequest: {
            /** @description 1 to 100 items (limit stated in the newest docs). */
            contacts: components["schemas"]["UpdateContactRequest"][];
        };
        /** @description No paging fields. */
        UpdateContactsResponse: {
            contact_list?: components["schemas"]["ContactDto"][] | null;
        };
        AssignContactToTeamsRequest: {
            /** @description ContactId, PhoneNumber, Channel:ContactId or Channel:PhoneNumber (BSUID forms too). */
            target: string;
            /** @description Team names (not ids). */
            teams: string[];
        };
        DeleteContactResponse: {
            contact_id?: string | null;
            deleted?: boolean;
            cleanup_completed?: boolean;
        };
        /** @description The declared base type of a row of message_list and of the reply to a text send. Real bodies carry the members of the derived type as well. */
        ConversationEventDto: {
            id?: string | null;
            /** Format: date-time */
            created?: string;
            conversation_id?: string | null;
            ticket_id?: string | null;
            /** @description What the row is. */
            event_type?: string | null;
        };
        /** @description Full message. allOf is avoided so that generators keep one flat class, as the real one is. */
        MessageDto: {
            /** @description Body, or caption for a media message. */
            text?: string | null;
            /** @description Kind of message, lower case. */
            type?: string | null;
            /** @description A string: ISO 8601 in the published samples, digits of Unix seconds in rows modelled on live traffic. Clients read both. */
            timestamp?: string | null;
            /** @description true: sent by the business. false: sent by the contact. */
            owner?: boolean;
            /** @description Delivery state. */
            status?: string | null;
            avatar_url?: string | null;
            assigned_id?: string | null;
            /** @description Name of the operator, or an e-mail address. */
            operator_name?: string | null;
            /** @description Why a send failed. */
            failed_detail?: string | null;
            bot_type?: string | null;
            local_message_id?: string | null;
            id?: string | null;
            /** Format: date-time */
            created?: string;
            conversation_id?: string | null;
            ticket_id?: string | null;
            /** @description What the row is. */
            event_type?: string | null;
            /** @description WAMID. Read from send replies by one client, when there. */
            whatsapp_message_id?: string | null;
        };
        /** @description A row of message_list as really sent: ConversationEventDto, or MessageDto, or a ticket event. Declared as ConversationEventDto by the vendor; tell the rows apart by event_type. */
        ConversationItem: {
            /** @description Body, or caption for a media message. */
            text?: string | null;
            /** @description String for messages; ticket rows have been seen with an integer. */
            type?: string | number | null;
            /** @description A string: ISO 8601 in the published samples, digits of Unix seconds in rows modelled on live traffic. Clients read both. */
            timestamp?: string | null;
            /** @description Null or absent on ticket rows. */
            owner?: boolean | null;
            /** @description Delivery state. A string by the schema; one client models live rows with an integer here and the word in status_string. Send the string. */
            status?: string | null;
            avatar_url?: string | null;
            assigned_id?: string | null;
            /** @description Name of the operator, or an e-mail address. */
            operator_name?: string | null;
            /** @description Why a send failed. */
            failed_detail?: string | null;
            bot_type?: string | null;
            /** @description In the schema and samples; absent from 100 live rows measured by one client. */
            local_message_id?: string | null;
            id?: string | null;
            /** Format: date-time */
            created?: string;
            conversation_id?: string | null;
            ticket_id?: string | null;
            /** @description What the row is. */
            event_type?: string | null;
            /** @description Rendered text of a template or broadcast message. */
            final_text?: string | null;
            /** @description On live rows, beside status; upper case. */
            status_string?: string | null;
            /** @description Text of a ticket row, such as who opened or closed the chat. */
            event_description?: string | null;
            detailed_event_description?: {
                type?: number | null;
                actor?: string | null;
                agent_name?: string | null;
                status?: string | null;
                triggerSourceName?: string | null;
                flowName?: string | null;
            } | null;
            /** @description Ticket rows. */
            actor?: string | null;
            /** @description Ticket rows. */
            assignee?: string | null;
            /** @description Ticket rows. */
            topic_name?: string | null;
        };
        /** @description No total. */
        GetMessagesByConversationIdResponse: {
            message_list?: components["schemas"]["ConversationItem"][] | null;
            /** Format: int32 */
            page_number?: number;
            /** Format: int32 */
            page_size?: number;
        };
        SendTextRequest: {
            /** @description Conversation target, see info. */
            target: string;
            text: string;
            /**
             * @description Only for Instagram, newer docs.
             * @default true
             */
            is_bot: boolean;
        };
        SendFileRequest: {
            /** @description Conversation target, see info. */
            target: string;
            /** @description The file part; its filename and content type are kept. */
            file: string;
            caption?: string;
            /**
             * @description Inferred from its siblings.
             * @default true
             */
            is_bot: boolean;
        };
        SendFileViaUrlRequest: {
            /** @description Conversation target, see info. */
            target: string;
            /** @description Public address which the server fetches. */
            file_url: string;
            caption?: string | null;
            /**
             * @description Only for Instagram, newer docs.
             * @default true
             */
            is_bot: boolean;
        };
        /** @description Declared as ConversationEventDto; the sample, and clients, show all of MessageDto. */
        SendTextResponse: {
            message?: components["schemas"]["MessageDto"];
        };
        SendFileResponse: {
            message?: components["schemas"]["MessageDto"];
        };
        SendInteractiveMessageResponse: {
            message?: components["schemas"]["MessageDto"];
        };
        ButtonsMessageHeaderMediaDto: {
            url?: string | null;
            /** @description snake_case; some clients wrongly send fileName here. */
            file_name?: string | null;
            /** @description Base64, by inference. */
            data?: string | null;
            mime_type?: string | null;
            file_path?: string | null;
        };
        ButtonsMessageHeaderDto: {
            /** @description Case-insensitive; Text, Image, Video or Document. */
            type?: string | null;
            text?: string | null;
            media?: components["schemas"]["ButtonsMessageHeaderMediaDto"] | null;
        };
        ButtonsMessageButtonsDto: {
            /** @description Label. */
            text?: string | null;
        };
        ButtonsMessageDto: {
            header?: components["schemas"]["ButtonsMessageHeaderDto"] | null;
            body?: string | null;
            footer?: string | null;
            /** @description One to three. */
            buttons?: components["schemas"]["ButtonsMessageButtonsDto"][] | null;
        };
        ListMessageSectionRowDto: {
            title?: string | null;
            description?: string | null;
            /** @description Not documented; the vendor n8n node sends it. Tolerate it. */
            id?: string | null;
        };
        ListMessageSectionDto: {
            title?: string | null;
            /** @description At most ten over the whole list (WhatsApp rule). */
            rows?: components["schemas"]["ListMessageSectionRowDto"][] | null;
        };
        ListMessageDto: {
            /** @description A plain string here, but an object in button_message. */
            header?: string | null;
            body?: string | null;
            footer?: string | null;
            /** @description No limit declared; WhatsApp stops at 20. */
            button_text?: string | null;
            sections?: components["schemas"]["ListMessageSectionDto"][] | null;
        };
        SendInteractiveMessageRequest: {
            /** @description Conversation target, see info. */
            target: string;
            /**
             * @description Says which of the two members is read.
             * @enum {string}
             */
            type: "buttons" | "list";
            button_message?: components["schemas"]["ButtonsMessageDto"] | null;
            list_message?: components["schemas"]["ListMessageDto"] | null;
        };
        AssignConversationOperatorRequest: {
            /** @description Member present; null hands the conversation to the bot operator. */
            assignee_email: string | null;
        };
        UpdateConversationStatusRequest: {
            /** @enum {string} */
            new_status: "open" | "solved" | "pending" | "block";
        };
        TemplateParamDto: {
            /** Format: int32 */
            index?: number;
            param_name?: string | null;
        };
        LanguageOptionDto: {
            /** @description Language name. */
            key?: string | null;
            /** @description Language code. */
            value?: string | null;
            text?: string | null;
        };
        LimitedTimeOfferDto: {
            text?: string | null;
            has_expiration?: boolean;
            /** Format: date-time */
            expiration_time?: string;
        };
        ProductErrorDto: {
            title?: string | null;
            type?: string | null;
        };
        CatalogProductDto: {
            product_retailer_id?: string | null;
            id?: string | null;
            retailer_product_group_id?: string | null;
            price?: string | null;
            sale_price?: string | null;
            name?: string | null;
            currency?: string | null;
            image_url?: string | null;
            errors?: components["schemas"]["ProductErrorDto"][] | null;
        };
        CatalogInfoDto: {
            catalog_id?: string | null;
            thumbnail_product?: components["schemas"]["CatalogProductDto"] | null;
            is_active?: boolean;
        };
        HeaderMessageTemplateComponentDto: {
            type?: string | null;
            text?: string | null;
            link?: string | null;
            media_header_id?: string | null;
            /** @description A string, not a boolean. */
            media_from_pc?: string | null;
            header_original?: string | null;
            header_param_mapping?: components["schemas"]["TemplateParamDto"] | null;
        };
        OrderDetailsParametersDto: {
            reference_id?: string | null;
            type?: string | null;
            payment_configuration?: string | null;
            currency?: string | null;
            total_amount?: string | null;
            order?: string | null;
            payment_type?: string | null;
            beneficiaries?: string | null;
            payment_settings?: string | null;
            shipping_info?: string | null;
        };
        ButtonMessageTemplateComponentParameterDto: {
            text?: string | null;
            phone_number?: string | null;
            url?: string | null;
            url_original?: string | null;
            url_type?: string | null;
            button_param_mapping?: components["schemas"]["TemplateParamDto"] | null;
            copy_offer_code?: string | null;
            order_details?: components["schemas"]["OrderDetailsParametersDto"] | null;
            flow_id?: string | null;
            flow_action?: string | null;
            navigate_screen?: string | null;
        };
        ButtonMessageTemplateComponentDto: {
            type?: string | null;
            parameter?: components["schemas"]["ButtonMessageTemplateComponentParameterDto"] | null;
        };
        CarouselMessageTemplateViewModelDto: {
            header?: components["schemas"]["HeaderMessageTemplateComponentDto"] | null;
            body?: string | null;
            body_original?: string | null;
            body_param_mapping?: components["schemas"]["TemplateParamDto"][] | null;
            buttons?: components["schemas"]["ButtonMessageTemplateComponentDto"][] | null;
            buttons_type?: string | null;
        };
        MessageTemplateDto: {
            id?: string | null;
            /** @description Element name. */
            name?: string | null;
            category?: string | null;
            sub_category?: string | null;
            catalog_info?: components["schemas"]["CatalogInfoDto"] | null;
            hsm?: string | null;
            hsm_original?: string | null;
            /** @description Placeholders with their sample values. */
            custom_params?: components["schemas"]["TemplateParameterDto"][] | null;
            status?: string | null;
            language_option?: components["schemas"]["LanguageOptionDto"] | null;
            /** Format: date-time */
            last_modified?: string;
            type?: string | null;
            header?: components["schemas"]["HeaderMessageTemplateComponentDto"] | null;
            /** @description With named placeholders. */
            body?: string | null;
            /** @description As Meta holds it. */
            body_original?: string | null;
            footer?: string | null;
            buttons?: components["schemas"]["ButtonMessageTemplateComponentDto"][] | null;
            buttons_type?: string | null;
            carousel_cards?: components["schemas"]["CarouselMessageTemplateViewModelDto"][] | null;
            /** Format: int32 */
            expires_in?: number;
            include_expiry_time?: boolean;
            add_security_recommendation?: boolean;
            is_url_btn_click_tracking_enabled?: boolean;
            limited_time_offer?: components["schemas"]["LimitedTimeOfferDto"] | null;
            quality?: string | null;
            creation_method?: string | null;
        };
        GetMessageTemplatesResponse: {
            templates?: components["schemas"]["MessageTemplateDto"][] | null;
            /** Format: int32 */
            page_number?: number;
            /** Format: int32 */
            page_size?: number;
            /** Format: int64 */
            total?: number;
        };
        TemplateMessageRecipientDto: {
            /** @description Was required in the Feb 2026 schema; in the newest docs either this or target must be there. */
            phone_number?: string | null;
            /** @description PhoneNumber, ContactId or BSUID. No channel prefix: the channel goes in the request. */
            target?: string | null;
            /** @description The caller's own correlation id, echoed in the result and in webhooks. */
            local_message_id?: string | null;
            custom_params?: components["schemas"]["TemplateParameterDto"][] | null;
        };
        SendTemplateMessagesRequest: {
            /** @description Name or number of the channel; null or absent means the default channel. */
            channel?: string | null;
            template_name: string;
            broadcast_name: string;
            recipients: components["schemas"]["TemplateMessageRecipientDto"][];
        };
        ScheduleTemplateMessagesRequest: {
            /** @description Name or number of the channel; null or absent means the default channel. */
            channel?: string | null;
            template_name: string;
            broadcast_name: string;
            /**
             * Format: date-time
             * @description When to send, UTC.
             */
            scheduled_at: string;
            recipients: components["schemas"]["TemplateMessageRecipientDto"][];
        };
        TemplateMessageRecipientResultDto: {
            local_message_id?: string | null;
            phone_number?: string | null;
            target?: string | null;
            /** @description An empty array when accepted (live), or null. */
            errors?: string[] | null;
        };
        /** @description Used for send and for schedule. */
        SendTemplateMessagesResponse: {
            success?: boolean;
            broadcast_id?: string | null;
            /** @description Business failure of the whole request, with HTTP 200. */
            error?: string | null;
            /** @description Invalid recipients may carry errors, or may be left out. */
            recipients?: components["schemas"]["TemplateMessageRecipientResultDto"][] | null;
        };
        LeadStageItemDto: {
            id?: string | null;
            label?: string | null;
            /** @description Hexadecimal colour with a hash sign. */
            color?: string | null;
            /** Format: int32 */
            sort_order?: number;
        };
        GetLeadStagesResponse: {
            stages?: components["schemas"]["LeadStageItemDto"][] | null;
        };
        GetSalesPipelineRequest: {
            /**
             * Format: date-time
             * @description UTC.
             */
            from: string;
            /**
             * Format: date-time
             * @description UTC.
             */
            to: string;
            /** @description ObjectIds; null or absent means every agent. camelCase on the wire. */
            agentIds?: string[] | null;
            /** @description Null or absent means every stage. camelCase on the wire; the prose of the docs calls it stageIds. */
            selectedStageIds?: string[] | null;
        };
        StagePipelineDto: {
            /** @description Stage (label in samples by inference). */
            stage?: string | null;
            /** Format: int32 */
            count?: number;
        };
        GetSalesPipelineResponse: {
            /**
             * Format: double
             * @description Percentage.
             */
            win_rate?: number;
            entries?: components["schemas"]["StagePipelineDto"][] | null;
        };
        AccountCreditsResponse: {
            /** Format: double */
            credit?: number;
            /** Format: double */
            welcome_credit?: number;
            /** Format: int32 */
            remaining_free_conversations_count?: number;
            currency?: string | null;
            auto_charge_enabled?: boolean;
        };
        EstimateBroadcastCostRequest: {
            template_id: string;
            contact_ids: string[];
        };
        EstimateBroadcastCostResponse: {
            /** Format: double */
            estimated_cost?: number;
            /** Format: double */
            current_credit?: number;
            /** Format: double */
            current_welcome_credit?: number;
            result?: boolean;
            is_request_succeeded?: boolean;
            failed_detail?: string | null;
        };
        AddConversationTagRequest: {
            /** @description A tag that exists already. */
            tag_name: string;
        };
        AddConversationTagResponse: {
            added?: boolean;
        };
        RemoveConversationTagResponse: {
            removed?: boolean;
        };
        TypingIndicatorRequest: {
            target: string;
        };
        TypingIndicatorResponse: {
            success?: boolean;
        };
        /** @description Only these two members are evidenced. */
        ConversationSummary: {
            /** @description Conversation id, 24 hexadecimal digits. */
            id?: string | null;
            channel_type?: string | null;
        } & {
            [key: string]: unknown;
        };
    };
    responses: {
        /** @description The request is not valid. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InvalidRequestResponse"];
            };
        };
        /** @description The id is malformed (code 400), or the file no longer exists (code 5004). Both observed on a live tenant with status 400. */
        MediaBadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InvalidRequestResponse"];
            };
        };
        /** @description No token, or one that is wrong, expired or revoked. No body is declared; it is often empty and can be text/plain. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description The token lacks the scope, or the account may not do this. The body may be missing. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ForbiddenRequestResponse"];
            };
        };
        /** @description No such path or resource. An unknown path (a tenant segment before /api/ext/v3, for one) gives an empty body. Not declared per operation in the vendor schema; named on the errors page. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InvalidRequestResponse"];
            };
        };
        /** @description The contact has several open conversations, on several channels, and the target names no channel. Described in prose only. */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InvalidRequestResponse"];
            };
        };
        /** @description Rate limit reached. No body is declared. Retry-After may be there, and often is not. */
        TooManyRequests: {
            headers: {
                "Retry-After"?: string;
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description Failure at the server. For a write, whether it took effect is not known. */
        ServerError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["UnexpectedErrorResponse"];
            };
        };
    };
    parameters: {
        /** @description Page, counted from 1. */
        PageNumber: number;
        /** @description Rows per page, 100 at most. */
        PageSize: number;
        /** @description Name or number of the channel. Absent: the default channel. The channel id is not accepted. */
        Channel: string;
        /** @description ConversationId, PhoneNumber, Channel:PhoneNumber, BSUID or Channel:BSUID. Percent-encoded by clients. */
        ConversationTarget: string;
        /** @description ContactId, PhoneNumber, Channel:ContactId, Channel:PhoneNumber, BSUID or Channel:BSUID. Percent-encoded by clients. */
        ContactTarget: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listBroadcasts: {
        parameters: {
            query: {
                /** @description Name or number of the channel. Absent: the default channel. The channel id is not accepted. */
                channel?: components["parameters"]["Channel"];
                /** @description Start, UTC. */
                date_from?: string;
                /** @description End, UTC. */
                date_to?: string;
                /** @description Page, counted from 1. */
                page_number: components["parameters"]["PageNumber"];
                /** @description Rows per page, 100 at most. */
                page_size: components["parameters"]["PageSize"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetBroadcastsResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    getBroadcast: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                broadcast_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BroadcastDetailsDto"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    listBroadcastRecipients: {
        parameters: {
            query: {
                /** @description Page, counted from 1. */
                page_number: components["parameters"]["PageNumber"];
                /** @description Rows per page, 100 at most. */
                page_size: components["parameters"]["PageSize"];
            };
            header?: never;
            path: {
                broadcast_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetBroadcastRecipientsResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    getBroadcastsOverview: {
        parameters: {
            query: {
                /** @description Name or number of the channel. Absent: the default channel. The channel id is not accepted. */
                channel?: components["parameters"]["Channel"];
                date_from: string;
                date_to: string;
                search_string?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetBroadcastsOverviewResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    estimateBroadcastCost: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json-patch+json": components["schemas"]["EstimateBroadcastCostRequest"];
                "application/json": components["schemas"]["EstimateBroadcastCostRequest"];
                "text/json": components["schemas"]["EstimateBroadcastCostRequest"];
                "application/*+json": components["schemas"]["EstimateBroadcastCostRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EstimateBroadcastCostResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    listChannels: {
        parameters: {
            query: {
                /** @description Page, counted from 1. */
                page_number: components["parameters"]["PageNumber"];
                /** @description Rows per page, 100 at most. */
                page_size: components["parameters"]["PageSize"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetChannelsResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    listChatbots: {
        parameters: {
            query: {
                /** @description Page, counted from 1. */
                page_number: components["parameters"]["PageNumber"];
                /** @description Rows per page, 100 at most. */
                page_size: components["parameters"]["PageSize"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetChatbotListResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    startChatbot: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json-patch+json": components["schemas"]["StartChatbotRequest"];
                "application/json": components["schemas"]["StartChatbotRequest"];
                "text/json": components["schemas"]["StartChatbotRequest"];
                "application/*+json": components["schemas"]["StartChatbotRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartChatbotResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    listContacts: {
        parameters: {
            query: {
                /** @description Page, counted from 1. */
                page_number: components["parameters"]["PageNumber"];
                /** @description Rows per page, 100 at most. */
                page_size: components["parameters"]["PageSize"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetContactListResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    updateContacts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json-patch+json": components["schemas"]["UpdateContactsRequest"];
                "application/json": components["schemas"]["UpdateContactsRequest"];
                "text/json": components["schemas"]["UpdateContactsRequest"];
                "application/*+json": components["schemas"]["UpdateContactsRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpdateContactsResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    addContact: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json-patch+json": components["schemas"]["AddContactRequest"];
                "application/json": components["schemas"]["AddContactRequest"];
                "text/json": components["schemas"]["AddContactRequest"];
                "application/*+json": components["schemas"]["AddContactRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactDto"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    countContacts: {
        parameters: {
            query?: {
                date_from?: string;
                date_to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetContactCountResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    assignContactToTeams: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json-patch+json": components["schemas"]["AssignContactToTeamsRequest"];
                "application/json": components["schemas"]["AssignContactToTeamsRequest"];
                "text/json": components["schemas"]["AssignContactToTeamsRequest"];
                "application/*+json": components["schemas"]["AssignContactToTeamsRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignContactToTeamsResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    getContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description ContactId, PhoneNumber, Channel:ContactId, Channel:PhoneNumber, BSUID or Channel:BSUID. Percent-encoded by clients. */
                target: components["parameters"]["ContactTarget"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactDto"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    deleteContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description ContactId, PhoneNumber, Channel:ContactId, Channel:PhoneNumber, BSUID or Channel:BSUID. Percent-encoded by clients. */
                target: components["parameters"]["ContactTarget"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeleteContactResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    getMessageFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    /** @description attachment with filename, and filename* for other alphabets. */
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                    "*/*": string;
                };
            };
            400: components["responses"]["MediaBadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    listMessages: {
        parameters: {
            query: {
                /** @description Page, counted from 1. */
                page_number: components["parameters"]["PageNumber"];
                /** @description Rows per page, 100 at most. */
                page_size: components["parameters"]["PageSize"];
            };
            header?: never;
            path: {
                /** @description ConversationId, PhoneNumber, Channel:PhoneNumber, BSUID or Channel:BSUID. Percent-encoded by clients. */
                target: components["parameters"]["ConversationTarget"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetMessagesByConversationIdResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    sendText: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json-patch+json": components["schemas"]["SendTextRequest"];
                "application/json": components["schemas"]["SendTextRequest"];
                "text/json": components["schemas"]["SendTextRequest"];
                "application/*+json": components["schemas"]["SendTextRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SendTextResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    sendFile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["SendFileRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SendFileResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    sendFileViaUrl: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json-patch+json": components["schemas"]["SendFileViaUrlRequest"];
                "application/json": components["schemas"]["SendFileViaUrlRequest"];
                "text/json": components["schemas"]["SendFileViaUrlRequest"];
                "application/*+json": components["schemas"]["SendFileViaUrlRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SendFileResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    sendInteractive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json-patch+json": components["schemas"]["SendInteractiveMessageRequest"];
                "application/json": components["schemas"]["SendInteractiveMessageRequest"];
                "text/json": components["schemas"]["SendInteractiveMessageRequest"];
                "application/*+json": components["schemas"]["SendInteractiveMessageRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SendInteractiveMessageResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    assignOperator: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description ConversationId, PhoneNumber, Channel:PhoneNumber, BSUID or Channel:BSUID. Percent-encoded by clients. */
                target: components["parameters"]["ConversationTarget"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json-patch+json": components["schemas"]["AssignConversationOperatorRequest"];
                "application/json": components["schemas"]["AssignConversationOperatorRequest"];
                "text/json": components["schemas"]["AssignConversationOperatorRequest"];
                "application/*+json": components["schemas"]["AssignConversationOperatorRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignConversationOperatorResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    updateConversationStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description ConversationId, PhoneNumber, Channel:PhoneNumber, BSUID or Channel:BSUID. Percent-encoded by clients. */
                target: components["parameters"]["ConversationTarget"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json-patch+json": components["schemas"]["UpdateConversationStatusRequest"];
                "application/json": components["schemas"]["UpdateConversationStatusRequest"];
                "text/json": components["schemas"]["UpdateConversationStatusRequest"];
                "application/*+json": components["schemas"]["UpdateConversationStatusRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpdateConversationStatusResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    listConversations: {
        parameters: {
            query: {
                /** @description Page, counted from 1. */
                page_number: components["parameters"]["PageNumber"];
                /** @description Rows per page, 100 at most. */
                page_size: components["parameters"]["PageSize"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Envelope name is a guess. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        conversation_list?: components["schemas"]["ConversationSummary"][] | null;
                        /** Format: int32 */
                        page_number?: number;
                        /** Format: int32 */
                        page_size?: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    addConversationTag: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description ConversationId, PhoneNumber, Channel:PhoneNumber, BSUID or Channel:BSUID. Percent-encoded by clients. */
                target: components["parameters"]["ConversationTarget"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json-patch+json": components["schemas"]["AddConversationTagRequest"];
                "application/json": components["schemas"]["AddConversationTagRequest"];
                "text/json": components["schemas"]["AddConversationTagRequest"];
                "application/*+json": components["schemas"]["AddConversationTagRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddConversationTagResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    removeConversationTag: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description ConversationId, PhoneNumber, Channel:PhoneNumber, BSUID or Channel:BSUID. Percent-encoded by clients. */
                target: components["parameters"]["ConversationTarget"];
                tagName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RemoveConversationTagResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    sendTypingIndicator: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json-patch+json": components["schemas"]["TypingIndicatorRequest"];
                "application/json": components["schemas"]["TypingIndicatorRequest"];
                "text/json": components["schemas"]["TypingIndicatorRequest"];
                "application/*+json": components["schemas"]["TypingIndicatorRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TypingIndicatorResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    listMessageTemplates: {
        parameters: {
            query: {
                /** @description Name or number of the channel. Absent: the default channel. The channel id is not accepted. */
                channel?: components["parameters"]["Channel"];
                /** @description Page, counted from 1. */
                page_number: components["parameters"]["PageNumber"];
                /** @description Rows per page, 100 at most. */
                page_size: components["parameters"]["PageSize"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
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
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    getMessageTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                template_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageTemplateDto"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
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
                "application/json-patch+json": components["schemas"]["SendTemplateMessagesRequest"];
                "application/json": components["schemas"]["SendTemplateMessagesRequest"];
                "text/json": components["schemas"]["SendTemplateMessagesRequest"];
                "application/*+json": components["schemas"]["SendTemplateMessagesRequest"];
            };
        };
        responses: {
            /** @description Accepted, or a business failure: look at success, error and each recipient. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SendTemplateMessagesResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    scheduleTemplateMessages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json-patch+json": components["schemas"]["ScheduleTemplateMessagesRequest"];
                "application/json": components["schemas"]["ScheduleTemplateMessagesRequest"];
                "text/json": components["schemas"]["ScheduleTemplateMessagesRequest"];
                "application/*+json": components["schemas"]["ScheduleTemplateMessagesRequest"];
            };
        };
        responses: {
            /** @description Accepted, or a business failure: look at success, error and each recipient. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SendTemplateMessagesResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    listLeadStages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetLeadStagesResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    getSalesPipeline: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json-patch+json": components["schemas"]["GetSalesPipelineRequest"];
                "application/json": components["schemas"]["GetSalesPipelineRequest"];
                "text/json": components["schemas"]["GetSalesPipelineRequest"];
                "application/*+json": components["schemas"]["GetSalesPipelineRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetSalesPipelineResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    getAccountCredits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountCreditsResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
}
