// Generated from the contract by server/scripts/generate-contract-types.ts. Change the contract, not this file.

export interface paths {
    "/api/parley/v1/webhook-endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the webhook endpoints of the workspace
         * @description All of them, at most 50, the oldest first.
         */
        get: operations["listWebhookEndpoints"];
        put?: never;
        /**
         * Make a webhook endpoint
         * @description The secret of a signed one is shown in this answer and never again.
         */
        post: operations["createWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parley/v1/webhook-endpoints/{endpointId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                endpointId: string;
            };
            cookie?: never;
        };
        /** Read a webhook endpoint */
        get: operations["getWebhookEndpoint"];
        put?: never;
        post?: never;
        /**
         * Remove a webhook endpoint
         * @description What waits for it goes with it, and its deliveries are no more shown.
         */
        delete: operations["deleteWebhookEndpoint"];
        options?: never;
        head?: never;
        /**
         * Change a webhook endpoint
         * @description Members that are left out stay. To enable one that failed begins its row of failures anew and tries at once what waits.
         */
        patch: operations["updateWebhookEndpoint"];
        trace?: never;
    };
    "/api/parley/v1/webhook-endpoints/{endpointId}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                endpointId: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give an endpoint a new secret
         * @description Signs from now on with the new secret, and for the overlap with the one before as well. An endpoint without a secret gets its first one. The secret is shown in this answer and never again.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parley/v1/webhook-endpoints/{endpointId}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                endpointId: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign no more */
        delete: operations["removeWebhookSecret"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parley/v1/webhook-endpoints/{endpointId}/test": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                endpointId: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test event and say what came of it
         * @description One attempt with the sample of an event, at once and whatever the state of the endpoint; it changes nothing of its health. It stands in the log as a test.
         */
        post: operations["testWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parley/v1/webhook-endpoints/{endpointId}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                endpointId: string;
            };
            cookie?: never;
        };
        /**
         * List the deliveries of an endpoint
         * @description The newest first. What ended is kept for some days (seven unless set otherwise).
         */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parley/v1/webhook-endpoints/{endpointId}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                endpointId: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send many deliveries of an endpoint again
         * @description Queues them in the order of their events, each with its own id and bytes; the answer is the replay that does it. `missed` takes what was given up and what happened while the endpoint was disabled; an endpoint that takes none is then enabled, and until all is queued it is shown as defective, so that nothing overtakes. `all` takes the delivered ones too and needs an enabled endpoint. At most 1,000,000 deliveries.
         */
        post: operations["replayDeliveries"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parley/v1/webhook-endpoints/{endpointId}/replays": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                endpointId: string;
            };
            cookie?: never;
        };
        /**
         * List the latest replays of an endpoint
         * @description At most 50, the newest first.
         */
        get: operations["listReplays"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parley/v1/webhook-replays/{replayId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                replayId: string;
            };
            cookie?: never;
        };
        /** Read how far a replay is */
        get: operations["getReplay"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parley/v1/deliveries/{deliveryId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deliveryId: string;
            };
            cookie?: never;
        };
        /** Read a delivery with its body and every attempt */
        get: operations["getDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parley/v1/deliveries/{deliveryId}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deliveryId: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a delivery again
         * @description The same id and the same bytes, tried for a day like a new one. One that waits is due at once. Needs an enabled endpoint.
         */
        post: operations["replayDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parley/v1/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Say what the token of this call is and may do
         * @description Takes every valid token. A check of the credentials that changes nothing.
         */
        get: operations["describeToken"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parley/v1/token-scopes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the scopes a token can have
         * @description Each with what it opens. `grantable` says whether the caller may hand it out.
         */
        get: operations["listTokenScopes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parley/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List API tokens, the newest first */
        get: operations["listTokens"];
        put?: never;
        /**
         * Make an API token
         * @description The text of the token is in this answer and never shown again; only a hash of it is stored. Nobody hands out more than they have: the scopes must be among those of the caller (`api` covers all of them, full rights take a caller with full rights), and a token that expires makes none that lives longer. A workspace has at most 100 live tokens.
         */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parley/v1/tokens/{tokenId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tokenId: string;
            };
            cookie?: never;
        };
        /** Read a token */
        get: operations["getToken"];
        put?: never;
        post?: never;
        /**
         * Revoke a token
         * @description For good. When this answers, no process takes the token any more. Revoking one that has ended changes nothing. A token may revoke itself, and none that may do more than it.
         */
        delete: operations["revokeToken"];
        options?: never;
        head?: never;
        /**
         * Rename a token, change its scopes or its expiry
         * @description Members that are left out stay. What the token may do, before and afterwards, must be within what the caller may do. When this answers, the new scopes hold everywhere. A token that has ended can't be changed.
         */
        patch: operations["updateToken"];
        trace?: never;
    };
    "/api/parley/v1/tokens/{tokenId}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tokenId: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a token a successor
         * @description Makes a token of the same name, scopes, owner and expiry; its text is in this answer and never shown again. The old one is taken for the overlap and no longer; with an overlap of 0 it is revoked when this answers. A token may rotate itself.
         */
        post: operations["rotateApiToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parley/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the events from a cursor on
         * @description With `Accept: text/event-stream` a stream of server-sent events that stays open: the `id` of each is its cursor, which
         *     clients send back as `Last-Event-ID`; `data` is an `Event`; a comment comes at least every 15 seconds. Else one page,
         *     for which the call waits up to `wait` seconds.
         *
         *     A cursor outlives restarts. Who goes on from the last cursor misses nothing and sees nothing twice. Events stand in the
         *     order in which their transactions began to write, so two of one moment may stand in either order; `at` tells.
         */
        get: operations["readEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parley/v1/contacts/{target}/unmerge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo the last merge or change of number of a contact
         * @description Contacts become one when Meta says that they are one person: a user id that shows up beside a known number, or a person who changes the number. This parts the last two again: the other contact is back under its id, with its number or user id, attributes, teams, segments, chats, tickets and tags; its messages follow within seconds. What came since stays where it is, and so does a lead. The two are not joined again because they are seen together, only by a change of number. A change of number that joined nobody is undone as well: the contact has its old number again. Each call undoes one step.
         */
        post: operations["unmergeContact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parley/v1/lead-stages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the lead stages in their order
         * @description A workspace has at most 100, so there is no paging.
         */
        get: operations["listLeadStages"];
        put?: never;
        /** Add a lead stage after the others */
        post: operations["createLeadStage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parley/v1/lead-stages/order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Bring the lead stages into an order */
        put: operations["orderLeadStages"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parley/v1/lead-stages/{stageId}": {
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
         * Delete a lead stage without leads
         * @description Refused with 409 while there are leads in it. The history of leads still names it.
         */
        delete: operations["deleteLeadStage"];
        options?: never;
        head?: never;
        /**
         * Change label, color or kind of a lead stage
         * @description What is left out stays as it is.
         */
        patch: operations["updateLeadStage"];
        trace?: never;
    };
    "/api/parley/v1/leads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the leads of a stage
         * @description The one that came into the stage last stands first.
         */
        get: operations["listLeads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parley/v1/leads/{target}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the lead of a contact */
        get: operations["getLead"];
        /**
         * Put a contact into a stage, or change its lead
         * @description A contact has one lead at most. Members that are left out keep what is stored, null takes it away. The same again changes nothing and tells no event.
         */
        put: operations["putLead"];
        post?: never;
        /**
         * Take a contact out of the pipeline
         * @description Its history stays.
         */
        delete: operations["removeLead"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parley/v1/leads/{target}/moves": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what happened to a lead, the last first
         * @description Lines are only added, and stay when the lead is removed.
         */
        get: operations["listLeadMoves"];
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
            /**
             * Format: int32
             * @description The HTTP status.
             */
            code: number;
            /** @description Stable, such as request.invalid; for programs. */
            reason: string;
            /** @description For people; may change. */
            message: string;
            requestId: string;
            /** Format: date-time */
            timestamp: string;
        };
        PartedContact: {
            id: string;
            phone: string | null;
            bsuid: string | null;
            name: string | null;
        };
        UnmergedContact: {
            contact: components["schemas"]["PartedContact"];
            /** @description The contact that is back; null when nobody had been joined, and the old number or user id is in place again. */
            parted: components["schemas"]["PartedContact"] | null;
        };
        /**
         * @description Defective after more than 100 failures in a row; it is then sent nothing until it is enabled.
         * @enum {string}
         */
        WebhookState: "enabled" | "disabled" | "defective";
        WebhookEndpoint: {
            id: string;
            channelId: string;
            channelPhoneNumber: string;
            /** @description As it was given. */
            url: string;
            state: components["schemas"]["WebhookState"];
            eventTypes: string[];
            failuresInRow: number;
            /**
             * Format: date-time
             * @description After failures in a row nothing is tried before this moment.
             */
            pausedUntil: string | null;
            signed: boolean;
            /**
             * Format: date-time
             * @description Until then the secret before signs as well.
             */
            previousSecretUntil: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        WebhookEndpointList: {
            endpoints: components["schemas"]["WebhookEndpoint"][];
        };
        WebhookEndpointMade: {
            endpoint: components["schemas"]["WebhookEndpoint"];
            /** @description Shown this once; null when its deliveries are not signed. */
            secret: string | null;
        };
        WebhookEndpointInput: {
            url: string;
            eventTypes: string[];
            /** @description Empty or left out for the default channel. */
            channelPhoneNumber?: string | null;
            /** @default true */
            enabled: boolean;
            /** @default false */
            signed: boolean;
        };
        WebhookEndpointChange: {
            url?: string;
            eventTypes?: string[];
            enabled?: boolean;
        };
        SecretRotation: {
            /**
             * @description How long the secret before signs as well.
             * @default 86400
             */
            overlapSeconds: number;
        };
        TestEventInput: {
            /** @description By default the first that the endpoint hears of. */
            eventType?: string;
        };
        /**
         * @description Failed was given up after a day of trying; missed happened while the endpoint was disabled.
         * @enum {string}
         */
        DeliveryState: "waiting" | "delivered" | "failed" | "missed";
        DeliverySummary: {
            id: string;
            endpointId: string;
            eventType: string;
            state: components["schemas"]["DeliveryState"];
            /** @description What it is in order with. Null for a test event. */
            conversationId: string | null;
            /** @description Grows within a conversation, with gaps; sent as X-Parley-Sequence. */
            sequence: number;
            test: boolean;
            attempts: number;
            lastStatus: number | null;
            lastError: string | null;
            lastDurationMs: number | null;
            /** Format: date-time */
            lastAttemptAt: string | null;
            /** Format: date-time */
            nextAttemptAt: string | null;
            /** Format: date-time */
            createdAt: string;
        };
        DeliveryPage: {
            deliveries: components["schemas"]["DeliverySummary"][];
            nextCursor: string | null;
        };
        DeliveryAttempt: {
            number: number;
            /** Format: date-time */
            at: string;
            durationMs: number | null;
            /** @description The HTTP status of the answer; null without one. */
            status: number | null;
            /**
             * @description Null when it was delivered.
             * @enum {string|null}
             */
            errorClass: "status" | "timeout" | "connection" | "address" | null;
            error: string | null;
            /** @description At most the first 4096 bytes of the answer. */
            answer: string | null;
        };
        Delivery: {
            id: string;
            endpointId: string;
            eventType: string;
            state: components["schemas"]["DeliveryState"];
            /** @description What it is in order with. Null for a test event. */
            conversationId: string | null;
            /** @description Grows within a conversation, with gaps; sent as X-Parley-Sequence. */
            sequence: number;
            test: boolean;
            attempts: number;
            lastStatus: number | null;
            lastError: string | null;
            lastDurationMs: number | null;
            /** Format: date-time */
            lastAttemptAt: string | null;
            /** Format: date-time */
            nextAttemptAt: string | null;
            /** Format: date-time */
            createdAt: string;
            /** @description The bytes that are sent, on every try. */
            body: string;
            /** @description The newest first, at most 500. */
            tries: components["schemas"]["DeliveryAttempt"][];
        };
        ReplayInput: {
            /** @enum {string} */
            deliveries: "missed" | "all";
            /**
             * Format: date-time
             * @description Of events at this moment or later.
             */
            from?: string;
            /**
             * Format: date-time
             * @description Of events before this moment.
             */
            to?: string;
            /** @description Of these events alone; by default of all. */
            eventTypes?: string[];
        };
        Replay: {
            id: string;
            endpointId: string;
            /** @enum {string} */
            deliveries: "missed" | "all";
            /** Format: date-time */
            from: string | null;
            /** Format: date-time */
            to: string;
            eventTypes: string[] | null;
            /** @description Whether the endpoint is enabled when all is queued. */
            enables: boolean;
            /** @enum {string} */
            state: "running" | "done";
            /** @description Deliveries queued so far. */
            queued: number;
            /** @description There was more than a replay may queue. */
            truncated: boolean;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        ReplayList: {
            replays: components["schemas"]["Replay"][];
        };
        TokenScopeList: {
            scopes: components["schemas"]["TokenScope"][];
            /** @description Whether the caller may make a token with full rights. */
            fullRights: boolean;
        };
        TokenScope: {
            /** @description Such as contacts:read. */
            scope: string;
            /** @description What it is about, for people; scopes of one area belong together. */
            area: string;
            /** @enum {string} */
            access: "read" | "write" | "all";
            /** @description What it opens, for people. */
            description: string;
            /** @description Whether the caller may hand it out. */
            grantable: boolean;
        };
        /** @enum {string} */
        ApiTokenState: "live" | "expired" | "revoked";
        ApiToken: {
            id: string;
            name: string;
            state: components["schemas"]["ApiTokenState"];
            /** @description Null for a token with full rights. */
            scopes: string[] | null;
            /** Format: date-time */
            createdAt: string;
            /** @description The person who made it, or whose token did; null for one from the command line. */
            createdBy: components["schemas"]["TokenMaker"] | null;
            /** @description The token that made it. */
            createdByTokenId: string | null;
            /** Format: date-time */
            expiresAt: string | null;
            /** Format: date-time */
            revokedAt: string | null;
            /**
             * Format: date-time
             * @description To the minute.
             */
            lastUsedAt: string | null;
            /** @description The token that took its place. */
            successorId: string | null;
        };
        TokenMaker: {
            id: string;
            name: string;
            email: string;
        };
        ApiTokenPage: {
            tokens: components["schemas"]["ApiToken"][];
            nextCursor: string | null;
        };
        /**
         * @example {
         *       "name": "Shop system",
         *       "scopes": [
         *         "contacts:read",
         *         "messagetemplate:write"
         *       ],
         *       "expiresAt": "2030-01-01T00:00:00Z"
         *     }
         */
        ApiTokenInput: {
            /** @description 1 to 100 characters; what it is for. */
            name: string;
            /** @description At least one; null for full rights. */
            scopes: string[] | null;
            /**
             * Format: date-time
             * @description In the future; left out or null, it does not expire.
             */
            expiresAt?: string | null;
        };
        /**
         * @example {
         *       "name": "Shop system, new"
         *     }
         */
        ApiTokenChange: {
            /** @description 1 to 100 characters. */
            name?: string;
            /** @description At least one; null for full rights. */
            scopes?: string[] | null;
            /**
             * Format: date-time
             * @description In the future; null takes the expiry away.
             */
            expiresAt?: string | null;
        };
        ApiTokenMade: {
            token: components["schemas"]["ApiToken"];
            /** @description The token to send as Bearer. Shown this once. */
            text: string;
        };
        /**
         * @example {
         *       "overlapSeconds": 3600
         *     }
         */
        RotateApiToken: {
            /**
             * @description How long the old token is still taken.
             * @default 86400
             */
            overlapSeconds: number;
        };
        TokenFacts: {
            tenantId: string;
            tokenId: string;
            /** @description The person the token belongs to. */
            operatorId: string | null;
            /** @description Null for a token with full rights. */
            scopes: string[] | null;
        };
        LeadStage: {
            id: string;
            /** @description Unique in its workspace, in any case. */
            label: string;
            /** @description #rrggbb */
            color: string | null;
            /** Format: int32 */
            sortOrder: number;
            kind: components["schemas"]["LeadStageKind"];
        };
        /**
         * @description Won and lost stages end a lead.
         * @enum {string}
         */
        LeadStageKind: "open" | "won" | "lost";
        LeadStageList: {
            stages: components["schemas"]["LeadStage"][];
        };
        CreateLeadStage: {
            /** @description 1 to 100 characters. */
            label: string;
            color?: string | null;
            kind?: components["schemas"]["LeadStageKind"];
        };
        UpdateLeadStage: {
            label?: string;
            /** @description Null takes it away. */
            color?: string | null;
            kind?: components["schemas"]["LeadStageKind"];
        };
        OrderLeadStages: {
            /** @description Each stage of the workspace once. */
            stageIds: string[];
        };
        LeadContact: {
            id: string;
            /** @description Digits with country code; null for a contact known only by a BSUID. */
            phone: string | null;
            name: string | null;
        };
        LeadOwner: {
            id: string;
            email: string;
            name: string;
        };
        Lead: {
            contact: components["schemas"]["LeadContact"];
            stage: components["schemas"]["LeadStage"];
            /** @description In the smallest unit of the currency, such as cents. */
            value: number | null;
            /** @description ISO 4217. */
            currency: string | null;
            owner: components["schemas"]["LeadOwner"] | null;
            /**
             * Format: date-time
             * @description When it came into its present stage.
             */
            enteredAt: string;
            /**
             * Format: date-time
             * @description When it came into the won or lost stage it is in; null in an open one.
             */
            closedAt: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        LeadList: {
            leads: components["schemas"]["Lead"][];
            nextCursor: string | null;
        };
        PutLead: {
            /** @description Id or label of the stage. */
            stage: string;
            /** @description In the smallest unit of the currency. Needs a currency, here or stored. */
            value?: number | null;
            /** @description Three letters, such as EUR. */
            currency?: string | null;
            /** @description The operator who minds the lead. */
            ownerEmail?: string | null;
        };
        LeadMove: {
            id: string;
            /**
             * @description Changed is value, currency or owner without another stage.
             * @enum {string}
             */
            kind: "created" | "moved" | "changed" | "removed";
            fromStage: components["schemas"]["LeadMoveStage"] | null;
            stage: components["schemas"]["LeadMoveStage"];
            value: number | null;
            currency: string | null;
            ownerId: string | null;
            actor: {
                /** @description operator, token, bot, campaign or system. */
                kind: string;
                id?: string | null;
                /** @description The person, where one is known. */
                operatorId?: string | null;
            };
            /** Format: date-time */
            at: string;
        };
        LeadMoveStage: {
            id: string;
            /** @description As it is called today. */
            label: string;
        };
        LeadMoveList: {
            moves: components["schemas"]["LeadMove"][];
            nextCursor: string | null;
        };
        Event: {
            id: string;
            /** @description Such as message.received; new types may come. */
            type: string;
            /** Format: date-time */
            at: string;
            conversationId: string | null;
            /** @description What it happened to; a message, a contact, a ticket, by the type. */
            subjectId: string;
            /** @description What there is to say beyond that; members may be added. */
            data: {
                [key: string]: unknown;
            };
        };
        EventPage: {
            events: components["schemas"]["Event"][];
            /** @description Where the next page begins; also when there are no events. */
            cursor: string;
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
        /** @description No token, or one that is unknown or expired. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The token lacks the scope, or belongs to another workspace than the address. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Nothing of that id in this workspace. */
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
        /** @description Something else must be done first. */
        PreconditionFailed: {
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
    parameters: {
        /** @description Rows of a page. */
        Limit: number;
        /** @description nextCursor of the page before. */
        Cursor: string;
        /** @description The contact by phone number, contact id or BSUID. */
        Target: string;
        StageId: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listWebhookEndpoints: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoints. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    createWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookEndpointInput"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointMade"];
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
    getWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoint. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    deleteWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed. */
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
    updateWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookEndpointChange"];
            };
        };
        responses: {
            /** @description Changed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
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
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SecretRotation"];
            };
        };
        responses: {
            /** @description The new secret. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointMade"];
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
    removeWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deliveries are no more signed. */
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
    testWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["TestEventInput"];
            };
        };
        responses: {
            /** @description What came of it; delivered or failed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
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
    listDeliveries: {
        parameters: {
            query?: {
                /** @description Of this event alone. */
                eventType?: string;
                /** @description In this state alone. */
                state?: "waiting" | "delivered" | "failed" | "missed";
                /** @description Of events at this moment or later. */
                from?: string;
                /** @description Of events before this moment. */
                to?: string;
                /** @description Deliveries on a page. */
                limit?: number;
                /** @description nextCursor of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryPage"];
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
    replayDeliveries: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplayInput"];
            };
        };
        responses: {
            /** @description Begun. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Replay"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    listReplays: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The replays. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplayList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    getReplay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                replayId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The replay. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Replay"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    getDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deliveryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    replayDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deliveryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Queued. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    describeToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The token. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenFacts"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    listTokenScopes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The scopes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenScopeList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    listTokens: {
        parameters: {
            query?: {
                /** @description Only tokens in this state. */
                state?: "live" | "expired" | "revoked";
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiTokenPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiTokenInput"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiTokenMade"];
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
    getToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tokenId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The token. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiToken"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    revokeToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tokenId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked. */
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
    updateToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tokenId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiTokenChange"];
            };
        };
        responses: {
            /** @description Changed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiToken"];
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
    rotateApiToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tokenId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RotateApiToken"];
            };
        };
        responses: {
            /** @description The successor. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiTokenMade"];
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
    readEvents: {
        parameters: {
            query?: {
                /** @description The cursor of the last page or event; `start` for the oldest stored event. Without one, what happens from now on. */
                cursor?: string;
                /** @description Seconds to wait for the first event of a page. */
                wait?: number;
                /** @description Events of a page. */
                limit?: number;
                /** @description Only these types, such as `message.received`; by commas or repeated. */
                types?: string[];
                /** @description Only events of this conversation. */
                conversationId?: string;
            };
            header?: {
                /** @description The cursor, as clients of server-sent events send it; wins over the parameter. Only with server-sent events. */
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events, or a stream of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventPage"];
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
    unmergeContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The contact by phone number, contact id or BSUID. */
                target: components["parameters"]["Target"];
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
                    "application/json": components["schemas"]["UnmergedContact"];
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
                    "application/json": components["schemas"]["LeadStageList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    createLeadStage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateLeadStage"];
            };
        };
        responses: {
            /** @description The new stage. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeadStage"];
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
    orderLeadStages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderLeadStages"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeadStageList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    deleteLeadStage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                stageId: components["parameters"]["StageId"];
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
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    updateLeadStage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                stageId: components["parameters"]["StageId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateLeadStage"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeadStage"];
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
    listLeads: {
        parameters: {
            query: {
                /** @description Id or label of the stage. */
                stage: string;
                /** @description Rows of a page. */
                limit?: components["parameters"]["Limit"];
                /** @description nextCursor of the page before. */
                cursor?: components["parameters"]["Cursor"];
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
                    "application/json": components["schemas"]["LeadList"];
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
    getLead: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The contact by phone number, contact id or BSUID. */
                target: components["parameters"]["Target"];
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
                    "application/json": components["schemas"]["Lead"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    putLead: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The contact by phone number, contact id or BSUID. */
                target: components["parameters"]["Target"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutLead"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lead"];
                };
            };
            /** @description The contact became a lead. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lead"];
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
    removeLead: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The contact by phone number, contact id or BSUID. */
                target: components["parameters"]["Target"];
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
    listLeadMoves: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: components["parameters"]["Limit"];
                /** @description nextCursor of the page before. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                /** @description The contact by phone number, contact id or BSUID. */
                target: components["parameters"]["Target"];
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
                    "application/json": components["schemas"]["LeadMoveList"];
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
}
