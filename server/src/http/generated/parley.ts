// Generated from the contract by scripts/generate-contract-types.ts. Change the contract, not this file.

export interface paths {
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
