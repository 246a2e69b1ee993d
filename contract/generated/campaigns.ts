// Generated from the contract by server/scripts/generate-contract-types.ts. Change the contract, not this file.

export interface paths {
    "/internal/campaigns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List campaigns, the newest first
         * @description Those of the API are among them.
         */
        get: operations["listCampaigns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/campaigns/choices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what a campaign can be made of
         * @description Numbers, segments, templates that are approved or were, and attributes.
         */
        get: operations["getCampaignChoices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/campaigns/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find contacts to pick */
        get: operations["findCampaignContacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/campaigns/first-person": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the first contact of an audience
         * @description The first who takes campaigns, or else the first of all, to show a message as this person would get it.
         */
        get: operations["findFirstRecipient"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/campaigns/segments/{segmentId}/size": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                segmentId: string;
            };
            cookie?: never;
        };
        /** Count the people of a segment */
        get: operations["countCampaignSegment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/campaigns/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload a file of recipients
         * @description Read as spreadsheets write it: UTF-8, UTF-16 or the Windows code page; commas, semicolons, tabs or bars. Kept for 30 days.
         */
        post: operations["uploadCampaignFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/campaigns/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload the file that a variable header shows to everybody
         * @description A JPEG or PNG picture of at most 5 MB, an MP4 video of at most 16 MB, or a PDF of at most 100 MB.
         */
        post: operations["uploadCampaignMedia"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/campaigns/files/{fileId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                fileId: string;
            };
            cookie?: never;
        };
        /** Read what is known of a file */
        get: operations["getCampaignFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/campaigns/drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the drafts of the workspace, the newest first */
        get: operations["listCampaignDrafts"];
        put?: never;
        /**
         * Begin a campaign
         * @description At most 200 drafts are kept.
         */
        post: operations["createCampaignDraft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/campaigns/drafts/{draftId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                draftId: string;
            };
            cookie?: never;
        };
        /** Read a draft */
        get: operations["getCampaignDraft"];
        /**
         * Save a draft
         * @description A dry run of what it was before cannot be launched any more.
         */
        put: operations["saveCampaignDraft"];
        post?: never;
        /** Delete a draft */
        delete: operations["deleteCampaignDraft"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/campaigns/drafts/{draftId}/dry-runs": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                draftId: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try a draft without sending
         * @description Freezes everybody with what they are sent, as a launch sends it. It can be launched for an hour, and only until the next dry run or change of the draft.
         */
        post: operations["makeCampaignDryRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/campaigns/dry-runs/{dryRunId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                dryRunId: string;
            };
            cookie?: never;
        };
        /**
         * Read a dry run
         * @description Cost, limits and warnings are those of this moment.
         */
        get: operations["getCampaignDryRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/campaigns/dry-runs/{dryRunId}/recipients": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                dryRunId: string;
            };
            cookie?: never;
        };
        /** List the people of a dry run, with what each is sent */
        get: operations["listDryRunRecipients"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/campaigns/dry-runs/{dryRunId}/launch": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                dryRunId: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send what a dry run showed
         * @description The campaign takes over the id of the dry run. A repeat answers the campaign that was launched.
         */
        post: operations["launchCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/campaigns/{campaignId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaignId: string;
            };
            cookie?: never;
        };
        /**
         * Read a campaign with its counters
         * @description Cheap: to be asked every other second while it runs.
         */
        get: operations["getCampaign"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/campaigns/{campaignId}/results": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaignId: string;
            };
            cookie?: never;
        };
        /** Read what became of a campaign */
        get: operations["getCampaignResults"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/campaigns/{campaignId}/cost": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaignId: string;
            };
            cookie?: never;
        };
        /**
         * Read what a campaign has cost
         * @description By the charges of the wallet, which come when messages are delivered.
         */
        get: operations["getCampaignCost"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/campaigns/{campaignId}/recipients": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaignId: string;
            };
            cookie?: never;
        };
        /** List the people of a campaign */
        get: operations["listCampaignRecipients"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/campaigns/{campaignId}/export": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaignId: string;
            };
            cookie?: never;
        };
        /** Download the people of a campaign as CSV */
        get: operations["exportCampaign"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/campaigns/{campaignId}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaignId: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hold a campaign that is sending
         * @description What is queued already, some two seconds of the rate of the number, still goes out.
         */
        post: operations["pauseCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/campaigns/{campaignId}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaignId: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a paused campaign go on */
        post: operations["resumeCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/campaigns/{campaignId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaignId: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a campaign for good
         * @description Whoever is still to be sent to gets nothing.
         */
        post: operations["cancelCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/campaigns/{campaignId}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaignId: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send what failed again, where that makes sense
         * @description Only failures that may pass as they are, and that have waited as long as Meta wants (131049: a day).
         */
        post: operations["retryCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/campaigns/{campaignId}/copy": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaignId: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin a campaign like this one */
        post: operations["copyCampaign"];
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
        /** @description People by what became of them. `sent`, `delivered` and `read` are cumulative. `sending`: handed to WhatsApp without an answer. */
        Counters: {
            pending: number;
            queued: number;
            sending: number;
            sent: number;
            delivered: number;
            read: number;
            replied: number;
            failed: number;
            skipped: number;
            stopped: number;
        };
        Campaign: {
            id: string;
            name: string;
            /** @enum {string} */
            state: "scheduled" | "sending" | "paused" | "completed" | "cancelled";
            /** @description Why it is paused or cancelled. */
            stateReason: string | null;
            /**
             * @description What holds it up while it is sending; it goes on by itself.
             * @enum {string|null}
             */
            waitingFor: "messaging_limit" | "channel_paused" | "workspace_limit" | "workspace_online" | "recipient_hours" | null;
            templateId: string;
            templateName: string | null;
            channelId: string;
            recipients: number;
            counters: components["schemas"]["Counters"];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /** Format: date-time */
            scheduledAt: string;
            /** Format: date-time */
            startedAt: string | null;
            /** Format: date-time */
            endedAt: string | null;
        };
        CampaignPage: {
            campaigns: components["schemas"]["Campaign"][];
            nextCursor: string | null;
        };
        /** @description Only the members of the chosen kind count. */
        Audience: {
            /** @enum {string} */
            kind: "none" | "segments" | "contacts" | "file";
            segmentIds: string[];
            contactIds: string[];
            fileId: string | null;
            /** @description Names of columns of the file. */
            phoneColumn: string | null;
            countryCodeColumn: string | null;
            nameColumn: string | null;
        };
        ValueSource: {
            /** @description That of the variable. */
            name: string;
            /** @enum {string} */
            from: "text" | "attribute" | "column" | "upload";
            /** @description The text, the name of the attribute or column, or the `path` of an uploaded file for the header. */
            value: string;
            /** @description Where that holds nothing; empty: then the person is skipped. */
            fallback: string;
        };
        HeaderFile: {
            /** @description The value of an `upload`. */
            path: string;
            /** @description Where the browser opens it. */
            url: string;
            fileName: string | null;
            /** @enum {string} */
            kind: "image" | "video" | "document";
            sizeBytes: number;
        };
        Schedule: {
            /**
             * @description `local`: when the clock of the recipient shows it, by the country of the number.
             * @enum {string}
             */
            kind: "now" | "at" | "local";
            /** @description Wall time of the workspace, or of the recipient. */
            at: string | null;
            /** @description By the clock of the recipient: nothing is sent from here to quietTo. */
            quietFrom: string | null;
            quietTo: string | null;
        };
        Plan: {
            audience: components["schemas"]["Audience"];
            templateId: string | null;
            channelId: string | null;
            values: components["schemas"]["ValueSource"][];
            schedule: components["schemas"]["Schedule"];
        };
        DraftInput: {
            name: string;
            plan: components["schemas"]["Plan"];
        };
        Draft: {
            id: string;
            name: string;
            plan: components["schemas"]["Plan"];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        RecipientFile: {
            id: string;
            name: string;
            columns: string[];
            rows: number;
            /** @description The first rows. */
            samples: string[][];
            /** @description By the headings, and by what the first rows hold. */
            guess: {
                phoneColumn: string | null;
                countryCodeColumn: string | null;
                nameColumn: string | null;
            };
        };
        PickedContact: {
            id: string;
            name: string | null;
            phone: string | null;
            allowsBroadcast: boolean;
            isBlocked: boolean;
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
            answered: string | null;
        };
        TemplateMedia: {
            /** @enum {string} */
            kind: "image" | "video" | "document";
            url: string | null;
        };
        TemplateButton: {
            kind: string;
            text: string;
            value: string | null;
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
        TemplateChoice: {
            id: string;
            name: string;
            language: string;
            category: string;
            status: string;
            quality: string;
            /** @description Numbers that can send it. */
            channelIds: string[];
            parameters: {
                name: string;
                sample: string;
                /**
                 * @description `image`, `video`, `document`: the file of the header, by its address or by the path of an upload.
                 *     `moment`: the end of an offer, in ISO 8601 or unix milliseconds. `code`: the code that a button copies.
                 * @enum {string}
                 */
                kind: "text" | "image" | "video" | "document" | "moment" | "code";
                /** @description Without it the template's own is sent. */
                isOptional: boolean;
            }[];
            preview: components["schemas"]["TemplateContent"];
        };
        Choices: {
            timeZone: string;
            channels: {
                id: string;
                name: string;
                phoneNumber: string;
                isDefault: boolean;
                pausedReason: string | null;
            }[];
            segments: {
                id: string;
                name: string;
                /** @enum {string} */
                kind: "static" | "dynamic";
            }[];
            templates: components["schemas"]["TemplateChoice"][];
            attributes: string[];
        };
        Warning: {
            /** @enum {string} */
            kind: "template_quality" | "template_status" | "offer_over" | "channel_paused" | "messaging_limit" | "wallet" | "no_price" | "late" | "quiet_hours" | "nobody";
            message: string;
        };
        DryRun: {
            id: string;
            draftId: string;
            name: string;
            /** @enum {string} */
            state: "ready" | "over" | "launched";
            /** @description Of everybody, with what each is sent. */
            hash: string;
            /** Format: date-time */
            madeAt: string;
            /** Format: date-time */
            validUntil: string;
            recipients: number;
            /** @description People who are sent to. */
            pending: number;
            skipped: {
                opted_out: number;
                blocked: number;
                duplicate: number;
                invalid_number: number;
                no_value: number;
            };
            /** Format: date-time */
            startsAt: string;
            /**
             * Format: date-time
             * @description By the rate of the number, what is ahead in its queue, and its messaging limit.
             */
            finishesAt: string;
            /** @description Only where recipients have moments of their own. */
            zones: {
                country: string;
                timeZone: string;
                /** @description The country has other zones too: its people there count by this one, that of most. */
                isOneOfMany: boolean;
                people: number;
                /** Format: date-time */
                at: string;
            }[];
            /** @description Their moment had passed: they are sent to at once. */
            late: number;
            /** @description Their quiet hours hold them up. */
            putOff: number;
            cost: {
                category: string;
                currency: string;
                total: number;
                /** @description In the wallet; null: it is off. */
                credit: number | null;
                countries: {
                    country: string;
                    people: number;
                    price: number | null;
                    cost: number;
                }[];
            };
            limit: {
                /** @description New people in 24 hours by Meta; null: none known. */
                perDay: number | null;
                reached: number;
                left: number | null;
            };
            rate: {
                /** @description 0: no limit. */
                perSecond: number;
                /** @description Messages that go out first. */
                ahead: number;
            };
            warnings: components["schemas"]["Warning"][];
        };
        ChangedAudience: {
            /** @description Repeats the HTTP status. */
            code: number;
            /** @description Stable; what programs compare. */
            reason: string;
            /** @description For people. */
            message: string;
            requestId: string;
            /** Format: date-time */
            timestamp: string;
            changes?: {
                joined: number;
                left: number;
                changed: number;
                examples: {
                    who: string;
                    /** @enum {string} */
                    what: "joined" | "left" | "changed";
                }[];
            };
        };
        Recipient: {
            id: string;
            contactId: string | null;
            name: string | null;
            phone: string | null;
            bsuid: string | null;
            /** @enum {string} */
            state: "pending" | "queued" | "sending" | "sent" | "delivered" | "read" | "replied" | "failed" | "skipped" | "stopped";
            /** @enum {string|null} */
            skipReason: "opted_out" | "blocked" | "duplicate" | "invalid_number" | "no_value" | "internal_error" | null;
            /** @description Why it was skipped or failed, in words. */
            reason: string | null;
            failedCode: string | null;
            isRetryable: boolean;
            /**
             * Format: date-time
             * @description Not before this moment.
             */
            dueAt: string | null;
            /** Format: date-time */
            sentAt: string | null;
            /** Format: date-time */
            deliveredAt: string | null;
            /** Format: date-time */
            readAt: string | null;
            /** Format: date-time */
            repliedAt: string | null;
            preview: components["schemas"]["TemplateContent"] | null;
        };
        RecipientPage: {
            recipients: components["schemas"]["Recipient"][];
            nextCursor: string | null;
        };
        Results: {
            /** @description People who followed a tracked link. */
            clicked: number;
            failures: {
                code: string | null;
                people: number;
                sentence: string;
                next: string;
                isRetryable: boolean;
                /**
                 * Format: date-time
                 * @description When all of them may be tried again; null: never as they are.
                 */
                retryAt: string | null;
            }[];
            schedule: components["schemas"]["Schedule"] | null;
            preview: components["schemas"]["TemplateContent"] | null;
        };
        CampaignCost: {
            /** @description False: the workspace has no wallet that is on. All else is empty then. */
            isBilled: boolean;
            /** @description That of the wallet. Charges in another one, from before it was changed, do not count. */
            currency: string;
            charged: number;
            /** @description Those that were charged. */
            messages: number;
            /** @description Of everybody it was to be sent to, by today's prices; null without a dry run. */
            estimate: number | null;
        };
        FirstPerson: {
            name: string | null;
            phone: string | null;
            attributes: {
                [key: string]: string;
            };
        };
        DryRunProgress: {
            id: string;
            draftId: string;
            /** @enum {string} */
            state: "counting" | "over";
            /** @description People looked at so far. */
            counted: number;
            /** @description Why it could not be finished. */
            problem: string | null;
        };
    };
    responses: {
        /** @description The input is not valid; nothing was changed. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Nobody is signed in. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The roles do not allow it, or the CSRF header is absent. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description There is no such thing in this workspace. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The thing is not in a state that allows it; nothing was changed. */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Something else has to be done first; nothing was changed. */
        Precondition: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The file or the body is too large. */
        TooLarge: {
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
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listCampaigns: {
        parameters: {
            query?: {
                state?: "scheduled" | "sending" | "paused" | "completed" | "cancelled";
                /** @description Part of the name, or of that of the template. */
                search?: string;
                /** @description The `nextCursor` of a page. */
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
                    "application/json": components["schemas"]["CampaignPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    getCampaignChoices: {
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
                    "application/json": components["schemas"]["Choices"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    findCampaignContacts: {
        parameters: {
            query?: {
                /** @description Part of a name or number: the newest 20. */
                search?: string;
                /** @description Ids, separated by commas: at most 200. */
                ids?: string;
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
                        contacts: components["schemas"]["PickedContact"][];
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
    findFirstRecipient: {
        parameters: {
            query?: {
                /** @description Ids of segments, separated by commas: at most 50. */
                segmentIds?: string;
                /** @description Ids of contacts, separated by commas: the first 50 are looked at. */
                contactIds?: string;
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
                        person: components["schemas"]["FirstPerson"] | null;
                    };
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
    countCampaignSegment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                segmentId: string;
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
                        people: number;
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
    uploadCampaignFile: {
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
                     * @description CSV with a header row, of at most 100,000 rows and 100 columns.
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
                    "application/json": components["schemas"]["RecipientFile"];
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
    uploadCampaignMedia: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    file: string;
                    /**
                     * @description What the header of the template shows.
                     * @enum {string}
                     */
                    kind: "image" | "video" | "document";
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
                    "application/json": components["schemas"]["HeaderFile"];
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
    getCampaignFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                fileId: string;
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
                    "application/json": components["schemas"]["RecipientFile"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    listCampaignDrafts: {
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
                        drafts: components["schemas"]["Draft"][];
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    createCampaignDraft: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftInput"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"];
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
    getCampaignDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                draftId: string;
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
                    "application/json": components["schemas"]["Draft"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    saveCampaignDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                draftId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftInput"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"];
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
    deleteCampaignDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                draftId: string;
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
    makeCampaignDryRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                draftId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DryRun"];
                };
            };
            /** @description It is still counting, or could not be finished. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DryRunProgress"];
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
    getCampaignDryRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                dryRunId: string;
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
                    "application/json": components["schemas"]["DryRun"];
                };
            };
            /** @description It is still counting, or could not be finished. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DryRunProgress"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    listDryRunRecipients: {
        parameters: {
            query?: {
                /** @description Cumulative as the counters are: who replied has also read. */
                state?: "pending" | "queued" | "sending" | "sent" | "delivered" | "read" | "replied" | "failed" | "skipped" | "stopped";
                /** @description Part of a name or number. */
                search?: string;
                /** @description The `nextCursor` of a page. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                dryRunId: string;
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
                    "application/json": components["schemas"]["RecipientPage"];
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
    launchCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                dryRunId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description That of the dry run. */
                    hash: string;
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
                    "application/json": components["schemas"]["Campaign"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description The audience is another one by now (`campaign.audience_changed`, with `changes`), or the dry run is over. Nothing was sent. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedAudience"];
                };
            };
            412: components["responses"]["Precondition"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    getCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaignId: string;
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
                    "application/json": components["schemas"]["Campaign"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    getCampaignResults: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaignId: string;
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
                    "application/json": components["schemas"]["Results"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    getCampaignCost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaignId: string;
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
                    "application/json": components["schemas"]["CampaignCost"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    listCampaignRecipients: {
        parameters: {
            query?: {
                /** @description Cumulative as the counters are: who replied has also read. */
                state?: "pending" | "queued" | "sending" | "sent" | "delivered" | "read" | "replied" | "failed" | "skipped" | "stopped";
                /** @description Part of a name or number. */
                search?: string;
                /** @description The `nextCursor` of a page. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                campaignId: string;
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
                    "application/json": components["schemas"]["RecipientPage"];
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
    exportCampaign: {
        parameters: {
            query?: {
                state?: "pending" | "queued" | "sending" | "sent" | "delivered" | "read" | "replied" | "failed" | "skipped" | "stopped";
            };
            header?: never;
            path: {
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description UTF-8 with a byte order mark. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    pauseCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaignId: string;
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
                    "application/json": components["schemas"]["Campaign"];
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
    resumeCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaignId: string;
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
                    "application/json": components["schemas"]["Campaign"];
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
    cancelCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaignId: string;
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
                    "application/json": components["schemas"]["Campaign"];
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
    retryCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaignId: string;
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
                        queued: number;
                        campaign: components["schemas"]["Campaign"];
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Precondition"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    copyCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaignId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"];
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
}
