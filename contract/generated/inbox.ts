// Generated from the contract by server/scripts/generate-contract-types.ts. Change the contract, not this file.

export interface paths {
    "/internal/inbox/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List conversations, the one with the newest activity first
         * @description Activity is a message of the customer or a reply from the inbox. A page has up to 50 rows. With rare matches a page looks at a bounded number of conversations and may hold fewer rows, or none, while `nextCursor` still leads on.
         */
        get: operations["listInboxConversations"];
        put?: never;
        /**
         * Start a chat with a template
         * @description Makes the contact and the chat where there are none.
         */
        post: operations["startInboxConversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/inbox/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count what the views hold
         * @description Each count stops at 100, which stands for 100 or more.
         */
        get: operations["getInboxCounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/inbox/directory": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the people, teams, channels and tags to filter by and assign to */
        get: operations["getInboxDirectory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/inbox/hours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell who is there now
         * @description Of the workspace, and of the teams that have hours of their own. Without hours it is always open.
         */
        get: operations["getInboxHours"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/inbox/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a tag */
        post: operations["createInboxTag"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/inbox/conversations/{conversationId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversationId: string;
            };
            cookie?: never;
        };
        /**
         * Read the head of a conversation
         * @description The row of the list, who is there, and what is scheduled.
         */
        get: operations["getInboxConversation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/inbox/conversations/{conversationId}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversationId: string;
            };
            cookie?: never;
        };
        /**
         * Read messages, notes and ticket events of a conversation
         * @description Oldest first within a page; without a place it is the newest page. At most one of `before`, `after` and `around`. Reactions, edits and withdrawals stand on their message.
         */
        get: operations["readInboxTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/inbox/conversations/{conversationId}/panel": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversationId: string;
            };
            cookie?: never;
        };
        /** Read what is known of the contact */
        get: operations["readInboxPanel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/inbox/conversations/{conversationId}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversationId: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a message
         * @description The same `clientId` never sends twice: it answers the message of the first call with `isRepeat`. When somebody else answered after `lastSeenId`, the answer is 409 `conversation.crossed` with what was sent, unless `force`. A reply marks the chat as read.
         */
        post: operations["sendInboxMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/inbox/conversations/{conversationId}/read": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversationId: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark a conversation as read
         * @description For the whole team. With `upToId` only as far as that message: what came later stays unread.
         */
        post: operations["markInboxRead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/inbox/conversations/{conversationId}/unread": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversationId: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark a conversation as unread
         * @description From the newest message of the customer on. Throws 409 when the customer never wrote.
         */
        post: operations["markInboxUnread"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/inbox/conversations/{conversationId}/assignment": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversationId: string;
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Assign a conversation
         * @description To an operator, to nobody (which leaves it to the bot), and to teams. What is left out stays.
         */
        put: operations["assignInboxConversation"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/inbox/conversations/{conversationId}/chatbot": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversationId: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hand a conversation to a chatbot
         * @description The window must be open, and no other chatbot may be running.
         */
        post: operations["startInboxChatbot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/inbox/conversations/{conversationId}/status": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversationId: string;
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Set the status of a conversation
         * @description block blocks the contact on every channel; any other ends a block.
         */
        put: operations["setInboxStatus"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/inbox/conversations/{conversationId}/tags": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversationId: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add tags and take tags off */
        post: operations["tagInboxConversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/inbox/conversations/{conversationId}/favourite": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversationId: string;
            };
            cookie?: never;
        };
        get?: never;
        /** Make a conversation my favourite, or no more */
        put: operations["setInboxFavourite"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/inbox/conversations/{conversationId}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversationId: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write a private note
         * @description The customer never sees it. The same `clientId` writes once.
         */
        post: operations["addInboxNote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/inbox/conversations/{conversationId}/presence": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversationId: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that I am viewing, typing, or gone
         * @description Forgotten after 20 seconds: repeat it every 10.
         */
        post: operations["setInboxPresence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/inbox/conversations/{conversationId}/scheduled-messages": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversationId: string;
            };
            cookie?: never;
        };
        /**
         * List the scheduled messages of a conversation
         * @description Those that wait, the next one first, then the newest that are over; at most 100.
         */
        get: operations["listInboxScheduledMessages"];
        put?: never;
        /**
         * Schedule a message
         * @description At most a year ahead. At its time the window is checked again: when it has closed, nothing is sent and the message says so.
         */
        post: operations["scheduleInboxMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/inbox/scheduled-messages/{scheduledMessageId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                scheduledMessageId: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Cancel a scheduled message */
        delete: operations["cancelInboxScheduledMessage"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/inbox/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload a file to send
         * @description Limits of WhatsApp by type: images 5 MB, sound and video 16 MB, documents 100 MB.
         */
        post: operations["uploadInboxMedia"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/inbox/media/{mediaId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                mediaId: string;
            };
            cookie?: never;
        };
        /**
         * Open a file
         * @description Takes a `Range` of one piece. Pictures, sound and video of known types are shown inline; anything else comes as a download. With `download=true` always.
         */
        get: operations["getInboxMedia"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/inbox/quick-replies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the quick replies
         * @description By shortcut; at most 500. With `conversationId` each has its text filled for that contact.
         */
        get: operations["listInboxQuickReplies"];
        put?: never;
        /** Make a quick reply */
        post: operations["createInboxQuickReply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/inbox/quick-replies/{quickReplyId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                quickReplyId: string;
            };
            cookie?: never;
        };
        get?: never;
        /** Change a quick reply */
        put: operations["updateInboxQuickReply"];
        post?: never;
        /** Delete a quick reply */
        delete: operations["deleteInboxQuickReply"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/inbox/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List my views and the shared ones
         * @description By name; at most 200.
         */
        get: operations["listInboxViews"];
        put?: never;
        /** Save a view */
        post: operations["createInboxView"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/inbox/views/{viewId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                viewId: string;
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Change a view
         * @description A shared one may be changed by everybody.
         */
        put: operations["updateInboxView"];
        post?: never;
        /** Delete a view */
        delete: operations["deleteInboxView"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow what happens, as server-sent events
         * @description Each frame has `event` (the `type` of `LiveFrame`) and `data` (JSON). Frames that can be resumed from have an `id`: who comes back with it as `Last-Event-ID` (browsers do so by themselves) or `cursor` misses nothing; when too much has happened meanwhile the first frame is `reset`: read the lists anew. Rows are snapshots: of two for one id the one with the higher `version` holds, so a repeat does no harm. A comment comes at least every 15 seconds. At most 10 streams an operator and process; another one is told 429.
         */
        get: operations["followInbox"];
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
        Error: {
            /** @description Repeats the HTTP status. */
            code: number;
            /** @description Stable; what programs compare. */
            reason: string;
            /** @description For people. */
            message: string;
            requestId: string;
            /** Format: date-time */
            timestamp: string;
        };
        /** @description Made by the client, one for each thing it sends: a UUID will do. */
        ClientId: string;
        Person: {
            id: string;
            name: string;
        };
        Tag: {
            id: string;
            name: string;
            /**
             * @description Null is grey.
             * @enum {string|null}
             */
            color: "red" | "orange" | "yellow" | "green" | "teal" | "blue" | "violet" | "pink" | null;
        };
        Channel: {
            id: string;
            name: string;
            /** @description Digits. */
            phoneNumber: string;
        };
        ContactSummary: {
            id: string;
            /** @description As the business or the contact has it. */
            name: string | null;
            /** @description Digits; null for a person known only by a BSUID. */
            phone: string | null;
            bsuid: string | null;
            username: string | null;
            /** @description 0 to 359: the hue of the avatar. */
            colourSeed: number;
        };
        LastMessage: {
            id: string;
            /** @description text, image, template ... */
            type: string;
            /** @enum {string} */
            direction: "in" | "out";
            /** @description One line; empty where the type says all. */
            preview: string;
            state: components["schemas"]["MessageState"];
            /** Format: date-time */
            at: string;
        };
        /**
         * @description received: of the customer. queued: accepted, not sent yet. unconfirmed: it is not known whether WhatsApp took it.
         * @enum {string}
         */
        MessageState: "received" | "queued" | "unconfirmed" | "sent" | "delivered" | "read" | "replied" | "failed";
        /** @enum {string} */
        Status: "open" | "pending" | "solved" | "expired" | "broadcast" | "block";
        ConversationRow: {
            id: string;
            /** @description Grows: of two rows of one conversation the higher holds. */
            version: number;
            contact: components["schemas"]["ContactSummary"];
            channel: components["schemas"]["Channel"];
            lastMessage: components["schemas"]["LastMessage"] | null;
            /** @description Messages of the customer since the team read it; 100 stands for 100 or more. */
            unread: number;
            status: components["schemas"]["Status"];
            /** @description null: nobody, the bot has it. */
            assignee: components["schemas"]["Person"] | null;
            teams: {
                id: string;
                name: string;
            }[];
            tags: components["schemas"]["Tag"][];
            /** @description Mine. */
            favourite: boolean;
            /** @description A chatbot speaks in it. */
            isWithBot: boolean;
            /**
             * @description Open or pending; the customer wrote last outside the working hours of its teams (without a team: of the workspace),
             *     and nobody has answered since. What a chatbot or a campaign sends is no answer.
             */
            cameOutsideHours: boolean;
            /**
             * Format: date-time
             * @description When the 24 hours after the last message of the customer end; may be past. null: the customer never wrote.
             */
            windowClosesAt: string | null;
            isWindowOpen: boolean;
            /** Format: date-time */
            lastActivityAt: string;
            /** Format: date-time */
            createdAt: string;
        };
        ConversationPage: {
            conversations: components["schemas"]["ConversationRow"][];
            /** @description Older ones; null: the end. */
            nextCursor: string | null;
            /** @description Newer ones; null: this is the top. */
            previousCursor: string | null;
            /** @description Fewer rows than asked for because the search was cut: go on with nextCursor. */
            isPartial: boolean;
        };
        Counts: {
            /** @description Open and pending. */
            open: number;
            /** @description Open and pending, assigned to me. */
            mine: number;
            /** @description Open and pending, assigned to nobody. */
            unassigned: number;
            unread: number;
            /** @description Assigned to me and unread. */
            mineUnread: number;
            favourites: number;
            /** @description Scheduled messages of mine that wait. */
            scheduled: number;
        };
        Directory: {
            operators: {
                id: string;
                name: string;
                email: string;
            }[];
            teams: {
                id: string;
                name: string;
            }[];
            channels: components["schemas"]["Channel"][];
            tags: components["schemas"]["Tag"][];
            /** @description The active ones, oldest first; at most 500. */
            chatbots: {
                id: string;
                name: string;
            }[];
        };
        Hours: {
            workspace: components["schemas"]["HoursNow"];
            teams: (components["schemas"]["HoursNow"] & {
                teamId: string;
            })[];
        };
        HoursNow: {
            isOpen: boolean;
            /**
             * Format: date-time
             * @description When it opens or closes next; null when that is not within 400 days.
             */
            changesAt: string | null;
        };
        Presence: {
            operator: components["schemas"]["Person"];
            /** @enum {string} */
            state: "viewing" | "typing";
            /**
             * Format: date-time
             * @description Forgotten then.
             */
            until: string;
        };
        ConversationHead: {
            conversation: components["schemas"]["ConversationRow"];
            presence: components["schemas"]["Presence"][];
            /** @description Those that wait. */
            scheduledMessages: components["schemas"]["ScheduledMessage"][];
            /** @description Where "unread" begins in the timeline. */
            firstUnreadId: string | null;
        };
        Media: {
            id: string;
            /** @enum {string} */
            kind: "image" | "video" | "audio" | "document" | "sticker";
            mimeType: string;
            fileName: string | null;
            /** @description null until it has arrived. */
            sizeBytes: number | null;
            /** @enum {string} */
            state: "pending" | "stored" | "lost";
            /** @description Relative; opens with the session. */
            url: string;
        };
        Sender: {
            /** @enum {string} */
            kind: "customer" | "operator" | "api" | "campaign" | "bot";
            /** @description Of the operator. */
            id: string | null;
            name: string | null;
        };
        Location: {
            latitude: number;
            longitude: number;
            name: string | null;
            address: string | null;
        };
        SharedContact: {
            name: string;
            phones: string[];
            emails: string[];
            organisation: string | null;
        };
        Choice: {
            id: string;
            title: string;
            description: string | null;
        };
        /** @description Choices offered to the customer. */
        Interactive: {
            /** @description button, list, product, product_list, catalog_message, cta_url, flow ... */
            kind: string;
            header: string | null;
            body: string | null;
            footer: string | null;
            /** @description The label that opens a list or an address. */
            button: string | null;
            url: string | null;
            choices: components["schemas"]["Choice"][];
            /** @description The id of the choice the customer made. */
            answeredId: string | null;
        };
        TemplateButton: {
            /** @description QUICK_REPLY, URL, PHONE_NUMBER, COPY_CODE ... */
            kind: string;
            text: string;
            /** @description Address, number or code. */
            value: string | null;
        };
        /** @description A template as the phone shows it. */
        TemplateContent: {
            id: string | null;
            name: string;
            language: string | null;
            headerText: string | null;
            headerMedia: components["schemas"]["TemplateMedia"] | null;
            body: string;
            footer: string | null;
            buttons: components["schemas"]["TemplateButton"][];
            /** @description The cards of a carousel. */
            cards: components["schemas"]["TemplateCard"][];
            offer: components["schemas"]["TemplateOffer"] | null;
            /** @description The button the customer pressed. */
            answered: string | null;
        };
        TemplateCard: {
            headerMedia: components["schemas"]["TemplateMedia"] | null;
            body: string;
            buttons: components["schemas"]["TemplateButton"][];
        };
        /** @description A limited-time offer. */
        TemplateOffer: {
            text: string;
            /** Format: date-time */
            endsAt: string | null;
        };
        TemplateMedia: {
            /** @enum {string} */
            kind: "image" | "video" | "document";
            url: string | null;
        };
        OrderItem: {
            productId: string;
            quantity: number;
            price: number;
            currency: string | null;
        };
        /** @description The ad that brought the customer. */
        Referral: {
            sourceType: string | null;
            sourceUrl: string | null;
            headline: string | null;
            body: string | null;
        };
        Reaction: {
            emoji: string;
            by: components["schemas"]["Sender"];
            /** Format: date-time */
            at: string;
        };
        Quote: {
            /** @description null when the quoted message is not stored. */
            id: string | null;
            /** @enum {string} */
            direction: "in" | "out";
            type: string;
            preview: string;
            senderName: string | null;
        };
        Failure: {
            code: string | null;
            /** @description What happened, in plain words. */
            sentence: string;
            /** @description What to do. */
            next: string | null;
            isRetryable: boolean;
            /** @description As WhatsApp worded it. */
            detail: string | null;
        };
        MessageItem: {
            /** @enum {string} */
            kind: "message";
            id: string;
            version: number;
            conversationId: string;
            /** @description Of a message sent with one. */
            clientId: string | null;
            /** @enum {string} */
            direction: "in" | "out";
            /** @description text, image, video, audio, voice, document, sticker, location, contacts, interactive, button, template, order, system, unsupported ...; others may come. */
            type: string;
            /** Format: date-time */
            at: string;
            /** @description The text, caption, or title of the chosen answer. */
            text: string | null;
            state: components["schemas"]["MessageState"];
            sender: components["schemas"]["Sender"];
            media: components["schemas"]["Media"] | null;
            isVoice: boolean;
            location: components["schemas"]["Location"] | null;
            contacts: components["schemas"]["SharedContact"][];
            interactive: components["schemas"]["Interactive"] | null;
            /** @description What the customer chose or pressed. */
            answer: components["schemas"]["Choice"] | null;
            template: components["schemas"]["TemplateContent"] | null;
            order: components["schemas"]["OrderItem"][];
            referral: components["schemas"]["Referral"] | null;
            isForwarded: boolean;
            quote: components["schemas"]["Quote"] | null;
            reactions: components["schemas"]["Reaction"][];
            /** Format: date-time */
            editedAt: string | null;
            /** @description The customer withdrew it. */
            isRevoked: boolean;
            failure: components["schemas"]["Failure"] | null;
            /** Format: date-time */
            sentAt: string | null;
            /** Format: date-time */
            deliveredAt: string | null;
            /** Format: date-time */
            readAt: string | null;
        };
        TicketItem: {
            /** @enum {string} */
            kind: "ticket";
            id: string;
            conversationId: string;
            ticketId: string | null;
            /** @enum {string} */
            change: "opened" | "changed";
            description: string;
            actor: string | null;
            assignee: string | null;
            /** Format: date-time */
            at: string;
        };
        NoteItem: {
            /** @enum {string} */
            kind: "note";
            id: string;
            conversationId: string;
            clientId: string | null;
            author: components["schemas"]["Person"];
            text: string;
            mentions: {
                id: string;
                name: string;
            }[];
            /** Format: date-time */
            at: string;
        };
        /** @description Told apart by `kind`. */
        TimelineItem: components["schemas"]["MessageItem"] | components["schemas"]["TicketItem"] | components["schemas"]["NoteItem"];
        TimelinePage: {
            /** @description Oldest first. */
            items: components["schemas"]["TimelineItem"][];
            hasOlder: boolean;
            hasNewer: boolean;
        };
        TemplateChoice: {
            name: string;
            /** @description Needed when the name exists in several. */
            language?: string;
            parameters?: {
                name: string;
                value: string;
            }[];
        };
        /** @description Told apart by `kind`; the members of other kinds are ignored. */
        NewContent: {
            /** @enum {string} */
            kind: "text" | "media" | "template" | "buttons" | "list" | "reaction";
            /** @description text: the message. media: the caption. buttons, list: the body. */
            text?: string;
            /** @description media: of an upload, or of any file of the workspace. */
            mediaId?: string;
            /** @description media: OGG with OPUS is sent as a voice message. */
            isVoice?: boolean;
            template?: components["schemas"]["TemplateChoice"];
            /** @description buttons, list. */
            header?: string;
            /** @description buttons, list. */
            footer?: string;
            /** @description list: the label that opens it. */
            button?: string;
            /** @description buttons: 1 to 3. */
            buttons?: {
                id?: string;
                title: string;
            }[];
            /** @description list: at most 10 rows in all. */
            sections?: {
                title?: string;
                rows: {
                    id?: string;
                    title: string;
                    description?: string;
                }[];
            }[];
            /** @description reaction: the message reacted to. */
            messageId?: string;
            /** @description reaction: empty takes it back. */
            emoji?: string;
        };
        NewMessage: {
            clientId: components["schemas"]["ClientId"];
            content: components["schemas"]["NewContent"];
            /** @description The message that is quoted. */
            replyToId?: string;
            /** @description The newest item of the timeline that the writer saw. */
            lastSeenId?: string;
            /** @description Send although somebody answered meanwhile. */
            force?: boolean;
        };
        NewConversation: {
            clientId: components["schemas"]["ClientId"];
            /** @description Phone number, contact id or BSUID. */
            target: string;
            /** @description For a contact without a name. */
            name?: string;
            /** @description None: the default channel. */
            channelId?: string;
            template: components["schemas"]["TemplateChoice"];
        };
        SentMessage: {
            message: components["schemas"]["MessageItem"];
            conversation: components["schemas"]["ConversationRow"];
            /** @description The clientId was used before: nothing was sent by this call. */
            isRepeat: boolean;
        };
        CrossedReply: {
            code: number;
            reason: string;
            message: string;
            requestId: string;
            /** Format: date-time */
            timestamp: string;
            /** @description What others sent meanwhile, oldest first; at most 20. */
            crossed?: components["schemas"]["MessageItem"][];
        };
        QuickReply: {
            id: string;
            /** @description Without the slash. */
            shortcut: string;
            text: string;
            media: components["schemas"]["Media"] | null;
            /** @description Named in the text. */
            variables: string[];
            /** @description The text for the conversation asked for; null when none was. */
            rendered: string | null;
            /** @description Variables that the contact has no value for. */
            missing: string[];
            /** Format: date-time */
            updatedAt: string;
        };
        QuickReplyInput: {
            /** @description Letters, digits, - and _; in any case. */
            shortcut: string;
            /** @description May hold {{name}}, {{phone}}, {{agent}} and attributes of the contact, each with a fallback: {{city|your city}}. */
            text: string;
            mediaId?: string | null;
        };
        /** @description As the query of the list. */
        ViewFilter: {
            status?: string;
            assignee?: string;
            team?: string;
            tag?: string;
            channel?: string;
            unread?: boolean;
            favourite?: boolean;
            closingWithinHours?: number;
            outsideHours?: boolean;
            search?: string;
        };
        View: {
            id: string;
            name: string;
            isShared: boolean;
            isMine: boolean;
            filter: components["schemas"]["ViewFilter"];
        };
        ViewInput: {
            name: string;
            isShared: boolean;
            filter: components["schemas"]["ViewFilter"];
        };
        ScheduledMessage: {
            id: string;
            conversationId: string;
            clientId: string;
            /** Format: date-time */
            sendAt: string;
            content: components["schemas"]["NewContent"];
            /** @enum {string} */
            state: "waiting" | "sent" | "failed" | "cancelled";
            /** @description Of one that failed, such as message.window_closed. */
            reason: string | null;
            /** @description The same in plain words. */
            detail: string | null;
            /** @description Of one that was sent. */
            messageId: string | null;
            author: components["schemas"]["Person"];
            /** Format: date-time */
            createdAt: string;
        };
        Ticket: {
            id: string;
            /** Format: date-time */
            openedAt: string;
            /** Format: date-time */
            closedAt: string | null;
            closeReason: string | null;
        };
        PanelConversation: {
            id: string;
            channel: components["schemas"]["Channel"];
            status: components["schemas"]["Status"];
            /** Format: date-time */
            lastActivityAt: string;
        };
        PanelLead: {
            stage: string;
            /** @enum {string} */
            kind: "open" | "won" | "lost";
            /** @description In the smallest unit of the currency. */
            value: number | null;
            currency: string | null;
            owner: components["schemas"]["Person"] | null;
        };
        Panel: {
            contact: {
                id: string;
                name: string | null;
                profileName: string | null;
                phone: string | null;
                bsuid: string | null;
                username: string | null;
                attributes: {
                    name: string;
                    value: string;
                }[];
                optedIn: boolean;
                allowBroadcast: boolean;
                isBlocked: boolean;
                source: string | null;
                teams: {
                    id: string;
                    name: string;
                }[];
                /** Format: date-time */
                createdAt: string;
                /** Format: date-time */
                updatedAt: string;
            };
            /** @description The newest first; at most 20. */
            tickets: components["schemas"]["Ticket"][];
            /** @description On the other channels. */
            conversations: components["schemas"]["PanelConversation"][];
            lead: components["schemas"]["PanelLead"] | null;
            /** @description The newest first; at most 20. */
            orders: components["schemas"]["PanelOrder"][];
            /** @description That the person is in now, by name; of dynamic ones the newest 100 are looked at. */
            segments: components["schemas"]["PanelSegment"][];
            /** @description What the person allowed and forbade, the newest first; at most 20. */
            consent: components["schemas"]["PanelConsent"][];
        };
        /** @description type tells what else there is: `hello` (nothing), `reset` (read all anew), `conversation` {conversation: ConversationRow}, `conversation.gone` {conversationId}, `list.stale` (many changed at once: read the list anew), `message` {message: MessageItem}, `ticket` {item: TicketItem}, `note` {note: NoteItem}, `mention` {note: NoteItem, conversation: ConversationRow}, `counts` {counts: Counts}, `presence` {conversationId, presence: [Presence]}, `scheduled` {scheduledMessage: ScheduledMessage}, `media` {media: MediaChange} (a file has come, or never will), `contactJob` {jobId} (an import or edit of contacts went on). Members that are named stand beside type. */
        LiveFrame: {
            /** @enum {string} */
            type: "hello" | "reset" | "conversation" | "conversation.gone" | "list.stale" | "message" | "ticket" | "note" | "mention" | "counts" | "presence" | "scheduled" | "media" | "contactJob";
            jobId?: string;
            conversation?: components["schemas"]["ConversationRow"];
            conversationId?: string;
            message?: components["schemas"]["MessageItem"];
            item?: components["schemas"]["TicketItem"];
            note?: components["schemas"]["NoteItem"];
            counts?: components["schemas"]["Counts"];
            presence?: components["schemas"]["Presence"][];
            scheduledMessage?: components["schemas"]["ScheduledMessage"];
            media?: components["schemas"]["MediaChange"];
        } & {
            [key: string]: unknown;
        };
        MediaChange: {
            mediaId: string;
            /** @enum {string} */
            state: "pending" | "stored" | "lost";
            mimeType: string;
            sizeBytes: number | null;
        };
        PanelOrder: {
            id: string;
            /**
             * @description payment: sent to be paid inside WhatsApp. basket: what the customer sent from a catalogue.
             * @enum {string}
             */
            kind: "payment" | "basket";
            conversationId: string;
            /** @description The message that shows it. */
            messageId: string;
            referenceId: string | null;
            /** @description payment: pending, processing, partially_shipped, shipped, completed or canceled. */
            status: string | null;
            /** @description payment: none, pending, failed or captured. */
            paymentStatus: string | null;
            currency: string | null;
            /** @description In the currency: 12.5. */
            total: number;
            /** @description Lines of it. */
            items: number;
            /** Format: date-time */
            at: string;
        };
        PanelSegment: {
            id: string;
            name: string;
            /** @enum {string} */
            kind: "static" | "dynamic";
        };
        PanelConsent: {
            allowBroadcast: boolean;
            /** @description Who said so: customer, or what else changed it. */
            by: string;
            /** Format: date-time */
            at: string;
        };
    };
    responses: {
        /** @description The request can't be understood; the message names the first wrong field. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Not signed in, or no more. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The person lacks the permission. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Nothing of that id in the workspace. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description What is stored stands against it. */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description It was there and is no longer. */
        Gone: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Something else must be done first, such as a template when the window is closed. */
        Precondition: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The file is larger than WhatsApp takes. */
        TooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The piece asked for lies beyond the end of the file. */
        RangeUnsatisfiable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description A limit is reached; Retry-After says when to try again. */
        TooManyRequests: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description A fault of the server; the message names the request id. */
        ServerError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Nothing can be said right now; try again. */
        Unavailable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listInboxConversations: {
        parameters: {
            query?: {
                /** @description Words, separated by commas: open, pending, solved, expired, broadcast, block. None: all but block. */
                status?: string;
                /** @description me, nobody, bot (a chatbot speaks in it), or the id of an operator. */
                assignee?: string;
                /** @description The id of a team. */
                team?: string;
                /** @description The id of a tag. */
                tag?: string;
                /** @description The id of a channel. */
                channel?: string;
                /** @description Only those with unread messages. */
                unread?: boolean;
                /** @description Only my favourites. */
                favourite?: boolean;
                /** @description Only those whose open window closes within so many hours. */
                closingWithinHours?: number;
                /** @description Only those that came outside working hours and wait since (`cameOutsideHours`). */
                outsideHours?: boolean;
                /** @description Name, number (also its last digits) or words of the messages. Looks through the newest matches, at most 1,000. */
                search?: string;
                /** @description The `nextCursor` or `previousCursor` of a page. */
                cursor?: string;
                limit?: number;
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
                    "application/json": components["schemas"]["ConversationPage"];
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
    startInboxConversation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewConversation"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SentMessage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Precondition"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    getInboxCounts: {
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
                    "application/json": components["schemas"]["Counts"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    getInboxDirectory: {
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
                    "application/json": components["schemas"]["Directory"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    getInboxHours: {
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
                    "application/json": components["schemas"]["Hours"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    createInboxTag: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tag"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Precondition"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    getInboxConversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversationId: string;
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
                    "application/json": components["schemas"]["ConversationHead"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    readInboxTimeline: {
        parameters: {
            query?: {
                /** @description Items older than the one with this id. */
                before?: string;
                /** @description Items newer than the one with this id. */
                after?: string;
                /** @description Items around the one with this id, which is among them. */
                around?: string;
                limit?: number;
            };
            header?: never;
            path: {
                conversationId: string;
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
                    "application/json": components["schemas"]["TimelinePage"];
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
    readInboxPanel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversationId: string;
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
                    "application/json": components["schemas"]["Panel"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    sendInboxMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMessage"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SentMessage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description Somebody answered in between, or the clientId is taken by another chat. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CrossedReply"];
                };
            };
            412: components["responses"]["Precondition"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    markInboxRead: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The newest message that was seen. */
                    upToId?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationRow"];
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
    markInboxUnread: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversationId: string;
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
                    "application/json": components["schemas"]["ConversationRow"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    assignInboxConversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description null: nobody, the bot. */
                    operatorId?: string | null;
                    /** @description The teams of the contact; none: no team. */
                    teamIds?: string[];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationRow"];
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
    startInboxChatbot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    chatbotId: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationRow"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Precondition"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    setInboxStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    status: "open" | "pending" | "solved" | "block";
                    /** @description Nothing is changed (409, `conversation.changed_since`) unless it has this status. */
                    ifStill?: components["schemas"]["Status"];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationRow"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Precondition"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    tagInboxConversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Ids or names of tags. */
                    add?: string[];
                    /** @description Ids or names of tags. */
                    remove?: string[];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationRow"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["Precondition"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    setInboxFavourite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    favourite: boolean;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationRow"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["Precondition"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    addInboxNote: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    clientId: components["schemas"]["ClientId"];
                    text: string;
                    /** @description Ids of operators. */
                    mentions?: string[];
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoteItem"];
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
    setInboxPresence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    state: "viewing" | "typing" | "left";
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    listInboxScheduledMessages: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversationId: string;
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
                    "application/json": {
                        scheduledMessages: components["schemas"]["ScheduledMessage"][];
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    scheduleInboxMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conversationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    clientId: components["schemas"]["ClientId"];
                    /** Format: date-time */
                    sendAt: string;
                    content: components["schemas"]["NewContent"];
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduledMessage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Precondition"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    cancelInboxScheduledMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                scheduledMessageId: string;
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
                    "application/json": components["schemas"]["ScheduledMessage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    uploadInboxMedia: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description The file.
                     */
                    file: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Media"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    getInboxMedia: {
        parameters: {
            query?: {
                download?: boolean;
            };
            header?: never;
            path: {
                mediaId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description A piece of the bytes. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            410: components["responses"]["Gone"];
            416: components["responses"]["RangeUnsatisfiable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listInboxQuickReplies: {
        parameters: {
            query?: {
                conversationId?: string;
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
                    "application/json": {
                        quickReplies: components["schemas"]["QuickReply"][];
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    createInboxQuickReply: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuickReplyInput"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuickReply"];
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
    updateInboxQuickReply: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                quickReplyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuickReplyInput"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuickReply"];
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
    deleteInboxQuickReply: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                quickReplyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    listInboxViews: {
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
                    "application/json": {
                        views: components["schemas"]["View"][];
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    createInboxView: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ViewInput"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["View"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    updateInboxView: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                viewId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ViewInput"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["View"];
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
    deleteInboxView: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                viewId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    followInbox: {
        parameters: {
            query?: {
                /** @description Where to go on; Last-Event-ID wins. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stream. Its frames are described by LiveFrame. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            410: components["responses"]["Gone"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
}
